import type { MirrorGap } from '@cloudsmith-sdk/emulator/mirror'
import type { GateReason, Identity, PlanOutcome, Report, Restoration, Rollback } from '@cloudsmith-sdk/promotion'
import type { CarryReport } from '@cloudsmith-sdk/promotion/carry'
import type { HoldList, Resumption } from '@cloudsmith-sdk/promotion/hold'
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
  /** Packages that the destination would lose. */
  readonly deletedByRetention: readonly string[]
  /** What the mirror does not have, and so cannot tell. */
  readonly unknown: readonly MirrorGap[]
}

/** `approve`: who agreed to what. */
export interface ApprovedDocument extends Head<'approved'> {
  /** Digest of the plan. */
  readonly plan: string
  readonly by: string
  /** Where the approval is kept. */
  readonly file: string
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
