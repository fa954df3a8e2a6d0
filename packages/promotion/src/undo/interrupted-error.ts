import { PromotionError } from '../package/errors.ts'
import type { Restoration } from './restoration.ts'
import type { Rollback } from './rolled-back.ts'

/**
 * A `rollback` that could not go on: it was aborted, or the service cannot be reached or refuses the caller. Call it again to go on from there.
 *
 * @remedy Mend what the `cause` says, and call `rollback` again.
 */
export class RollbackInterruptedError extends PromotionError {
  static override readonly kind: string = 'RollbackInterruptedError'

  /** What is known to be undone, and what is not. */
  readonly rollback: Rollback

  constructor(rollback: Rollback, cause: unknown) {
    super(messageOf('rollback', rollback.items, cause), undefined, { cause })
    this.rollback = rollback
  }
}

/**
 * A `restore` that could not go on: it was aborted, or the service cannot be reached or refuses the caller. Call it again to go on from there.
 *
 * @remedy Mend what the `cause` says, and call `restore` again.
 */
export class RestoreInterruptedError extends PromotionError {
  static override readonly kind: string = 'RestoreInterruptedError'

  /** What it was about, and what it is not known to have done. */
  readonly restoration: Restoration

  constructor(restoration: Restoration, cause: unknown) {
    super(messageOf('restore', restoration.items, cause), undefined, { cause })
    this.restoration = restoration
  }
}

/** Why a package is not known to be as it should. */
export const cutOff = 'the run was interrupted before this was confirmed'

function messageOf(what: string, items: readonly { readonly why: string | null }[], cause: unknown): string {
  const open = items.filter(({ why }) => why === cutOff).length
  const why = cause instanceof Error ? cause.message : String(cause)
  return `The ${what} was interrupted with ${open} of ${items.length} packages not confirmed: ${why} Call it again to continue from there.`
}
