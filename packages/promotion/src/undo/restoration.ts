import type { Identity } from '../repository/identity.ts'

/** What is done to bring a package back, or away. */
export type RestoreStep =
  /** Deleted since: taken out of the recycle bin. */
  | 'restore'
  /** Another stage has the same bytes: copied from there. */
  | 'copy'
  /** It lost the tag of the stage since: tagged. */
  | 'tag'
  /** It got the tag of the stage since: the tag is taken off. */
  | 'untag'
  /** It came since, and another stage has the same package with the same bytes. */
  | 'delete'
  /** It came since, and no other stage has it: it stays. */
  | 'keep'
  /** It cannot be had any more. */
  | 'lost'

/** A package that is not as the snapshot says. */
export interface RestoreItem {
  readonly package: Identity
  /** `slug_perm` in the stage: now, or at the time of the snapshot where it is gone. */
  readonly slugPerm: string
  readonly step: RestoreStep
  /** Repository that it is copied from; null for the other steps. */
  readonly from: string | null
  /** Why the step failed, or why there is none; null where all is well. */
  readonly why: string | null
}

/** What was done to restore a stage. Plain data. */
export interface Restoration {
  readonly stage: string
  /** When the stage was as it is to be again. */
  readonly to: string
  readonly dryRun: boolean
  readonly outcome: 'restored' | 'needs a human' | 'interrupted'
  readonly items: readonly RestoreItem[]
}
