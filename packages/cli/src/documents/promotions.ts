import type { GateReason, Identity, ItemOutcome, PlanOutcome, Report, Restoration, Rollback } from '@cloudsmith-sdk/promotion'
import type { CarryReport } from '@cloudsmith-sdk/promotion/carry'
import type { HoldList, Resumption } from '@cloudsmith-sdk/promotion/hold'
import type { MirrorGap, MovedLatest } from '@cloudsmith-sdk/promotion/rehearsal'
import type { Head } from './head.ts'

/** Output of `explain`: why packages of a plan would or would not be promoted. */
export interface ExplanationDocument extends Head<'explanation'> {
  /** Digest of the plan. */
  readonly plan: string
  readonly items: readonly ExplainedPackage[]
}

/** Why a package would or would not be promoted. */
export interface ExplainedPackage {
  readonly package: Identity
  readonly outcome: PlanOutcome
  /** Why, as sentences without a full stop. */
  readonly reasons: readonly string[]
  /** The gates that hold it back, with what they need and who may waive them. */
  readonly gates: readonly GateReason[]
}

/** Output of `rehearse`: what would happen if a plan were applied. */
export interface RehearsalDocument extends Head<'rehearsal'> {
  /** The report of the rehearsed run. */
  readonly report: Report
  /** Packages that would not arrive. */
  readonly refused: readonly RefusedPackage[]
  /** Packages that the destination would quarantine. */
  readonly quarantined: readonly QuarantinedPackage[]
  /** Packages that the destination's retention rules would delete, including packages that have just arrived. */
  readonly deletedByRetention: readonly string[]
  /** Packages of which the latest version at the destination would change. */
  readonly latest: readonly MovedLatest[]
  /** What the mirror lacks, and the rehearsal therefore could not take into account. */
  readonly unknown: readonly MirrorGap[]
}

/** A package that would not arrive, such as `npm:ms@2.1.3`, and why. */
export interface RefusedPackage {
  readonly package: string
  readonly outcome: ItemOutcome
  /** Why, as sentences without a full stop. */
  readonly reasons: readonly string[]
}

/** A package that would be quarantined. */
export interface QuarantinedPackage {
  readonly package: string
  /** The reason, in the words of Cloudsmith; null if it gives none. */
  readonly why: string | null
}

/** Output of `approve`: who approved which plan. */
export interface ApprovedDocument extends Head<'approved'> {
  /** Digest of the plan. */
  readonly plan: string
  /** Name of the approver. */
  readonly by: string
  /** File or address of the approval. */
  readonly file: string
  /** Why the approval will not count, as sentences without a full stop whose subject is the approval; empty if no reason is known. */
  readonly notes: readonly string[]
}

/** Output of `comment`: what happened to the comment on a pull request. */
export interface CommentedDocument extends Head<'commented'> {
  /** Number of the pull request. */
  readonly pullRequest: number
  readonly action: 'created' | 'updated' | 'unchanged' | 'not sent'
  /** Address of the comment; null if nothing was sent. */
  readonly url: string | null
  /** True in a dry run: nothing was sent. */
  readonly dryRun: boolean
}

/** Output of `carry`: what was copied into another workspace. */
export interface CarriedDocument extends Head<'carried'>, CarryReport {}

/** Output of `rollback`: what was undone, or would be in a dry run. */
export interface RollbackDocument extends Head<'rollback'>, Rollback {}

/** Output of `restore`: what was done to restore a stage. */
export interface RestorationDocument extends Head<'restoration'>, Restoration {}

/** Output of `hold`: what is held back at an edge. */
export interface HeldDocument extends Head<'held'>, HoldList {}

/** Output of `resume`: what was released, and what is still held. */
export interface ResumedDocument extends Head<'resumed'>, Resumption {}
