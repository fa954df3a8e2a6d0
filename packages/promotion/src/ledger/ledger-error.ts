import { CloudsmithError } from '@cloudsmith-sdk/client'

/**
 * A ledger cannot be read, or must not be written on; the message says where and why.
 *
 * @remedy Where others are writing, wait until they are done. Where a line is no entry, or the chain breaks, do not write on: compare with
 * a copy, and find out who changed it.
 */
export class LedgerError extends CloudsmithError {
  static override readonly kind: string = 'LedgerError'
}
