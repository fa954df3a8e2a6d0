import type { Identity } from '../repository/identity.ts'

/** A step to bring a package back, or to remove it. */
export type RestoreStep =
  /** It was deleted since: restored from the recycle bin. */
  | 'restore'
  /** It was deleted since: copied from another stage that has the same bytes. */
  | 'copy'
  /** It lost the tag of the stage since: tagged. */
  | 'tag'
  /** It got the tag of the stage since: untagged. */
  | 'untag'
  /** It arrived since, and another stage has the same package with the same bytes: deleted. */
  | 'delete'
  /** It arrived since, and no other stage has it: it stays. */
  | 'keep'
  /** It cannot be recovered. */
  | 'lost'

/** A package that differs from the snapshot. */
export interface RestoreItem {
  /** Identity of the package. */
  readonly package: Identity
  /** `slug_perm` in the stage: now, or at the time of the snapshot if it is gone. */
  readonly slugPerm: string
  /** What was done, or would be done in a dry run. */
  readonly step: RestoreStep
  /** Repository that it is copied from; null for other steps. */
  readonly from: string | null
  /** Why the step failed or is impossible; null if there is no problem. */
  readonly why: string | null
}

/** The result of a restore. Plain data. */
export interface Restoration {
  /** Name of the stage. */
  readonly stage: string
  /** Time of the snapshot, in ISO 8601. */
  readonly to: string
  /** Whether nothing was carried out. */
  readonly dryRun: boolean
  /** `needs a human`: at least one package could not be restored. */
  readonly outcome: 'restored' | 'needs a human' | 'interrupted'
  /** The packages that differ from the snapshot. */
  readonly items: readonly RestoreItem[]
}
