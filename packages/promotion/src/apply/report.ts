import type { Waiver } from '../gates/waiver.ts'
import type { KeptFile } from '../package/files.ts'
import type { Plan } from '../plan/plan.ts'
import type { Identity } from '../repository/identity.ts'
import { requireKind } from '../repository/require-kind.ts'

/** The outcome for one package. */
export type ItemOutcome =
  /** This plan brought it to the destination, where it was verified. */
  | 'promoted'
  /** It was at the destination when the plan was made, and was verified there. */
  | 'already there'
  /** A gate or the plan holds it back. */
  | 'blocked'
  /** Only approvals are missing. */
  | 'needs approval'
  /** It needs more time, or was not finished: apply the plan again. */
  | 'waiting'
  /** The destination has a package with the same name and version, but different bytes. */
  | 'conflict'
  /** It was undone. */
  | 'compensated'
  /** It did not arrive as it should have, and was not undone. */
  | 'failed'

/** Something done to a package, in this order. `sent`: the transfer was requested, but the package has not been seen at the destination yet. */
export type Deed = 'sent' | 'copied' | 'moved' | 'tagged' | 'quarantined' | 'deleted' | 'moved back'

/** A package in a report. */
export interface ReportItem {
  readonly package: Identity
  readonly outcome: ItemOutcome
  /** Sentences without a full stop. */
  readonly reasons: readonly string[]
  /** `slug_perm` at the source when the plan was made. */
  readonly source: string
  /** `slug_perm` at the destination; null if it is not there. */
  readonly destination: string | null
  /** Every file with the SHA-256 from the plan. For `promoted` and `already there`, they were verified at the destination. */
  readonly files: readonly KeptFile[]
  /** Its scan at the destination; null if none was seen. `completedAt` is in ISO 8601. */
  readonly scan: { readonly status: string; readonly completedAt: string | null } | null
  /**
   * What this run and earlier runs of the same plan did. The work of an interrupted run is inferred: the plan says that the package was not there.
   */
  readonly did: readonly Deed[]
  /** The waivers without which the gates of the plan would not have passed it. */
  readonly waivers: readonly Waiver[]
  /** Tags that this run gave it. */
  readonly tags: readonly string[]
}

/**
 * The outcome of a plan: `succeeded`; `blocked`, if something cannot be promoted; `needs approval`, if it can once people agree; `waiting`, if it can
 * later; `compensated`, if what was done was undone; `needs a human`, if the destination contains what it should not.
 */
export type ReportOutcome = 'succeeded' | 'blocked' | 'needs approval' | 'waiting' | 'compensated' | 'needs a human'

/** The `kind` of a stored report. */
export const reportKind = 'cloudsmith-promotion/report'

/** @throws {DocumentError} it is not a report of this version */
export const requireReport = (report: unknown): void => requireKind(report, { kind: reportKind, version: 1 })

/** What a run did, and what it did not. Plain data: `JSON.stringify` keeps all of it. */
export interface Report
  extends Pick<Plan, 'owner' | 'from' | 'to' | 'edge' | 'source' | 'destination' | 'action' | 'tag' | 'set' | 'requestedBy'> {
  readonly kind: typeof reportKind
  readonly version: 1
  /** Names of the gates that were evaluated. */
  readonly gates: readonly string[]
  readonly outcome: ReportOutcome
  /** Digest of the plan. */
  readonly plan: string
  /** Start of this run, in ISO 8601. */
  readonly startedAt: string
  /** End of this run, in ISO 8601. */
  readonly finishedAt: string
  /** In the order of the plan. */
  readonly items: readonly ReportItem[]
}

/** From the worst to the best. */
const outcomes: readonly (readonly [ItemOutcome, ReportOutcome])[] = [
  ['failed', 'needs a human'],
  ['compensated', 'compensated'],
  ['conflict', 'blocked'],
  ['blocked', 'blocked'],
  ['needs approval', 'needs approval'],
  ['waiting', 'waiting'],
]

/** The outcome of a plan: the worst outcome of its packages. */
export const outcomeOf = (items: readonly Pick<ReportItem, 'outcome'>[]): ReportOutcome =>
  outcomes.find(([outcome]) => items.some((item) => item.outcome === outcome))?.[1] ?? 'succeeded'
