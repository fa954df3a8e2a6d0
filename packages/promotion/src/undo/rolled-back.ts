import type { Deed } from '../apply/report.ts'
import type { Identity } from '../repository/identity.ts'

/** What happened to a package of a report. */
export interface RollbackItem {
  /** Identity of the package. */
  readonly package: Identity
  /** `slug_perm` at the destination of the promotion; null if it was not there. */
  readonly slugPerm: string | null
  /** What was done; empty if there was nothing to undo. */
  readonly did: readonly (Extract<Deed, 'deleted' | 'moved back'> | 'untagged')[]
  /** Why it could not be undone; null if it was, or if there was nothing to undo. */
  readonly why: string | null
}

/** The result of a rollback. Plain data. Its outcome is `needs a human` if at least one package could not be undone. */
export interface Rollback {
  /** True in a dry run, which only says what would be undone; absent otherwise. */
  readonly dryRun?: boolean
  readonly outcome: 'undone' | 'needs a human' | 'interrupted'
  /** Digest of the plan that was undone. */
  readonly plan: string
  /** The packages of the report. */
  readonly items: readonly RollbackItem[]
}
