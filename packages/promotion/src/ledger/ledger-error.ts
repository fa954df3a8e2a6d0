import { CloudsmithError } from '@cloudsmith-sdk/client'

/** A ledger cannot be read, or must not be written on; the message says where and why. */
export class LedgerError extends CloudsmithError {
  static override readonly kind: string = 'LedgerError'
}
