import type { Waiver } from '../gates/waiver.ts'
import type { KeptFile } from '../package/files.ts'
import type { Plan } from '../plan/plan.ts'
import type { Identity } from '../repository/identity.ts'
import { requireKind } from '../repository/require-kind.ts'

/** What became of a package. */
export type ItemOutcome =
  /** It is at the destination, verified, and got there by this plan. */
  | 'promoted'
  /** It is at the destination, verified, and was there when the plan was made. */
  | 'already there'
  /** A gate, or the plan, holds it back. */
  | 'blocked'
  /** Nothing is in its way but people who have not agreed. */
  | 'needs approval'
  /** It will do by itself, or was not done yet: apply the plan again. */
  | 'waiting'
  /** The destination has other bytes under its name and version. */
  | 'conflict'
  /** It was undone. */
  | 'compensated'
  /** It did not arrive as it should have, and is not undone. */
  | 'failed'

/** What was done about a package, in this order. `sent`: it was asked for, and was not seen at the destination yet. */
export type Deed = 'sent' | 'copied' | 'moved' | 'tagged' | 'quarantined' | 'deleted' | 'moved back'

/** A package of a report. */
export interface ReportItem {
  readonly package: Identity
  readonly outcome: ItemOutcome
  /** Sentences without full stop. */
  readonly reasons: readonly string[]
  /** `slug_perm` at the source when the plan was made. */
  readonly source: string
  /** `slug_perm` at the destination; null where it is not there. */
  readonly destination: string | null
  /** Every file, with the SHA-256 that was planned; verified at the destination where the outcome says so. */
  readonly files: readonly KeptFile[]
  /** The scan that it had at the destination; null where none was seen. */
  readonly scan: { readonly status: string; readonly completedAt: string | null } | null
  /**
   * What this run and the runs of the same plan before it did. Of a run that was cut off it is known because the plan says that the package
   * was not there.
   */
  readonly did: readonly Deed[]
  /** What the plan's gates would not have let it through without. */
  readonly waivers: readonly Waiver[]
  /** Tags that it got by this run. */
  readonly tags: readonly string[]
}

/**
 * What became of a plan: `succeeded`; `blocked`, where something cannot go; `needs approval`, where it can when people agree; `waiting`, where it will later; `compensated`, where what was
 * done was undone; `needs a human`, where the destination holds what it should not.
 */
export type ReportOutcome = 'succeeded' | 'blocked' | 'needs approval' | 'waiting' | 'compensated' | 'needs a human'

/** What a stored report says it is. */
export const reportKind = 'cloudsmith-promotion/report'

/** @throws {DocumentError} it is no report of this version */
export const requireReport = (report: unknown): void => requireKind(report, { kind: reportKind, version: 1 })

/** What was done, and what not. A document: `JSON.stringify` keeps all of it. */
export interface Report
  extends Pick<Plan, 'owner' | 'from' | 'to' | 'edge' | 'source' | 'destination' | 'action' | 'tag' | 'set' | 'requestedBy'> {
  readonly kind: typeof reportKind
  readonly version: 1
  /** Names of the gates that were asked. */
  readonly gates: readonly string[]
  readonly outcome: ReportOutcome
  /** Digest of the plan. */
  readonly plan: string
  /** ISO 8601, of this run. */
  readonly startedAt: string
  readonly finishedAt: string
  /** In the plan's order. */
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

/** What became of a plan, from what became of its packages: the worst counts. */
export const outcomeOf = (items: readonly Pick<ReportItem, 'outcome'>[]): ReportOutcome =>
  outcomes.find(([outcome]) => items.some((item) => item.outcome === outcome))?.[1] ?? 'succeeded'
