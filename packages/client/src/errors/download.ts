import { CloudsmithError } from './base.ts'

/**
 * The downloaded bytes do not match the checksum that the service has: they were cut off, or changed in transit.
 *
 * @remedy Discard the bytes and download the file again. If it happens again, something between you and the service changes them, such
 * as a proxy or a cache.
 */
export class ChecksumMismatchError extends CloudsmithError {
  static override readonly kind: string = 'ChecksumMismatchError'

  /** The service's SHA-256 of the file, in hex. */
  declare readonly expected: string
  /** SHA-256 of the bytes that were received, in hex. */
  declare readonly actual: string
}
