import { PromotionError } from '../package/errors.ts'
import { plural } from '../text/plural.ts'
import type { Restoration } from './restoration.ts'
import type { Rollback } from './rolled-back.ts'

/**
 * A `rollback` was interrupted: it was aborted, or the service cannot be reached or refuses the credentials.
 *
 * @remedy Solve the problem in `cause`, and call `rollback` again: it continues where it stopped.
 */
export class RollbackInterruptedError extends PromotionError {
  static override readonly kind: string = 'RollbackInterruptedError'

  /** What is known to have been undone, and what is not. */
  readonly rollback: Rollback

  constructor(rollback: Rollback, cause: unknown) {
    super(messageOf('rollback', rollback.items, cause), undefined, { cause })
    this.rollback = rollback
  }
}

/**
 * A `restore` was interrupted: it was aborted, or the service cannot be reached or refuses the credentials.
 *
 * @remedy Solve the problem in `cause`, and call `restore` again: it continues where it stopped.
 */
export class RestoreInterruptedError extends PromotionError {
  static override readonly kind: string = 'RestoreInterruptedError'

  /** The steps of the restore, and which of them are not known to be done. */
  readonly restoration: Restoration

  constructor(restoration: Restoration, cause: unknown) {
    super(messageOf('restore', restoration.items, cause), undefined, { cause })
    this.restoration = restoration
  }
}

/** The reason for packages whose state was not confirmed. */
export const cutOff = 'the run was interrupted before this was confirmed'

function messageOf(what: string, items: readonly { readonly why: string | null }[], cause: unknown): string {
  const open = items.filter(({ why }) => why === cutOff).length
  const why = cause instanceof Error ? cause.message : String(cause)
  return `The ${what} was interrupted before ${open} of ${plural(items.length, 'package')} could be confirmed: ${why} Call it again to continue from there.`
}
