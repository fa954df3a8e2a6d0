import type { Deed } from '../apply/report.ts'
import type { Identity } from '../repository/identity.ts'

/** What became of a package of a report. */
export interface RollbackItem {
  readonly package: Identity
  /** `slug_perm` at the destination of the promotion; null where it was not there. */
  readonly slugPerm: string | null
  /** Empty where there was nothing to undo. */
  readonly did: readonly (Extract<Deed, 'deleted' | 'moved back'> | 'untagged')[]
  /** Why it is not as it was; null where it is. */
  readonly why: string | null
}

/** What was undone. Plain data. */
export interface Rollback {
  /** True in a dry run, which only says what would be undone; absent otherwise. */
  readonly dryRun?: boolean
  readonly outcome: 'undone' | 'needs a human' | 'interrupted'
  /** Digest of the plan that was undone. */
  readonly plan: string
  readonly items: readonly RollbackItem[]
}
