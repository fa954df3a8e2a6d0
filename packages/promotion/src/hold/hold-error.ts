import { CloudsmithError } from '@cloudsmith-sdk/client'

/** Something cannot be held, or what holds cannot be read. */
export class HoldError extends CloudsmithError {
  static override readonly kind: string = 'HoldError'
}
