import type { GateReason, Identity, ItemOutcome, PlanOutcome, Report, Restoration, Rollback } from '@cloudsmith-sdk/promotion'
import type { CarryReport } from '@cloudsmith-sdk/promotion/carry'
import type { HoldList, Resumption } from '@cloudsmith-sdk/promotion/hold'
import type { MirrorGap, MovedLatest } from '@cloudsmith-sdk/promotion/rehearsal'
import type { Head } from './head.ts'

/** `explain`: why packages of a plan go or not. */
export interface ExplanationDocument extends Head<'explanation'> {
  /** Digest of the plan. */
  readonly plan: string
  readonly items: readonly ExplainedPackage[]
}

/** Why a package goes or not. */
export interface ExplainedPackage {
  readonly package: Identity
  readonly outcome: PlanOutcome
  /** Sentences without full stop. */
  readonly reasons: readonly string[]
  readonly gates: readonly GateReason[]
}

/** `rehearse`: what would become of a plan. */
export interface RehearsalDocument extends Head<'rehearsal'> {
  readonly report: Report
  /** What would not be there in the end. */
  readonly refused: readonly RefusedPackage[]
  /** What the destination would quarantine when it comes. */
  readonly quarantined: readonly QuarantinedPackage[]
  /** Packages that the destination would lose: those that it has, and those that have just come. */
  readonly deletedByRetention: readonly string[]
  /** Names of which another version would be the latest than now. */
  readonly latest: readonly MovedLatest[]
  /** What the mirror does not have, and so cannot tell. */
  readonly unknown: readonly MirrorGap[]
}

/** A package that a plan would not bring to its destination, such as `npm:ms@2.1.3`, and why. */
export interface RefusedPackage {
  readonly package: string
  readonly outcome: ItemOutcome
  /** Sentences without full stop. */
  readonly reasons: readonly string[]
}

/** A package that would be quarantined. */
export interface QuarantinedPackage {
  readonly package: string
  /** In the words of the service; null where it says nothing. */
  readonly why: string | null
}

/** `approve`: who agreed to what. */
export interface ApprovedDocument extends Head<'approved'> {
  /** Digest of the plan. */
  readonly plan: string
  readonly by: string
  /** Where the approval is kept. */
  readonly file: string
  /** Why it will not count, as sentences without full stop of which it is the subject; none where nothing is known to be in its way. */
  readonly notes: readonly string[]
}

/** `comment`: what became of the comment on a pull request. */
export interface CommentedDocument extends Head<'commented'> {
  readonly pullRequest: number
  readonly action: 'created' | 'updated' | 'unchanged' | 'not sent'
  /** Null where it was not sent. */
  readonly url: string | null
  /** Nothing was sent. */
  readonly dryRun: boolean
}

/** `carry`: what is in another workspace now. */
export interface CarriedDocument extends Head<'carried'>, CarryReport {}

/** `rollback`: what was undone. */
export interface RollbackDocument extends Head<'rollback'>, Rollback {}

/** `restore`: what it took to make a stage what it was. */
export interface RestorationDocument extends Head<'restoration'>, Restoration {}

/** `hold`: what is kept back from an edge. */
export interface HeldDocument extends Head<'held'>, HoldList {}

/** `resume`: what is still kept back, and who let the rest go. */
export interface ResumedDocument extends Head<'resumed'>, Resumption {}
