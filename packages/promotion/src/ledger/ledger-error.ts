import { CloudsmithError } from '@cloudsmith-sdk/client'

/**
 * A ledger cannot be read, or must not be written to; the message says where and why.
 *
 * @remedy If other processes are writing, wait until they have finished. If a line is not an entry, or the chain is broken, do not add to the ledger:
 * compare it with a copy, and find out who changed it.
 */
export class LedgerError extends CloudsmithError {
  static override readonly kind: string = 'LedgerError'
}
