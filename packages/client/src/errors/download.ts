import { CloudsmithError } from './base.ts'

/**
 * The bytes that came are not those that the service knows of: cut off, or changed on the way. Throw them away.
 *
 * @remedy Throw the bytes away and download again. Where that happens again, something between you and the service
 * changes them: a proxy, a cache.
 */
export class ChecksumMismatchError extends CloudsmithError {
  static override readonly kind: string = 'ChecksumMismatchError'

  /** SHA-256 in hex, as the service says. */
  declare readonly expected: string
  /** SHA-256 in hex of what came. */
  declare readonly actual: string
}
