import type { ClosureOptions } from '../dependencies/closure.ts'
import type { MissingDependency } from '../dependencies/missing.ts'
import type { VersionRequirement } from '../dependencies/requirement.ts'
import type { Answer } from '../gates/judge.ts'
import type { Block, Fact, Wait } from '../gates/outcome.ts'
import type { RefusedWaiver, Waiver } from '../gates/waiver.ts'
import type { Hold } from '../hold/hold.ts'
import type { StaleScan, Unscannable } from '../package/arrival.ts'
import type { FileDifference, KeptFile } from '../package/files.ts'
import type { StandingKind } from '../package/standing.ts'
import type { StepAction } from '../pipeline/edge-of.ts'
import type { PackageFilter } from '../pipeline/package-filter.ts'
import type { OnFailedArrival } from '../pipeline/pipeline.ts'
import type { Identity } from '../repository/identity.ts'
import type { Found } from '../repository/repository.ts'
import { requireKind } from '../repository/require-kind.ts'

/** The outcome for a package. `needs approval`: only approvals are missing. */
export type PlanOutcome = 'promote' | 'already there' | 'needs approval' | 'blocked' | 'waiting' | 'conflict'

/** A package as it was when the plan was made. Only this exact package is promoted when the plan is applied. */
export interface FrozenPackage {
  /** Identity of the package. */
  readonly package: Identity
  /** `slug_perm` of the package at the source, or of the one at the destination if the source no longer has it. */
  readonly slugPerm: string
  /** Its files, with their digests. */
  readonly files: readonly KeptFile[]
  /** How it compared with the destination. */
  readonly standing: StandingKind
  /**
   * The files of packages at the source that share its identity: their bytes at the destination are no conflict. Omitted if there are none.
   */
  readonly siblings?: readonly (readonly KeptFile[])[] | undefined
  /** The holds on it that the plan overrides. Omitted if there are none. */
  readonly overrides?: readonly Hold[] | undefined
}

/** A gate's objection to a package. Refused waivers are stored with the plan. */
export type GateReason = Omit<Answer<Block>, 'refused'> | Answer<Wait>

/** A package of a plan, and its outcome. */
export interface PlanItem extends FrozenPackage {
  /** SHA-256 of everything else in the item, in hex. */
  readonly digest: string
  /** What would happen to the package. */
  readonly outcome: PlanOutcome
  /** Sentences without a full stop, the most important first. For `promote`, further notes. */
  readonly reasons: readonly string[]
  /** The objections of gates, as indexes into the `answers` of the plan. */
  readonly gates: readonly number[]
  /** It is at the destination with the tag of the stage, so it was delivered before. */
  readonly delivered: boolean
  /** It already has the tag of the stage at the source, so that tag at the destination proves nothing. */
  readonly carriesTag?: boolean | undefined
  /** The `slug_perm`s of the images in the plan that it needs to be complete: it is promoted with all of them. Omitted if it needs none. */
  readonly parts?: readonly string[] | undefined
  /** Its dependencies that the destination lacks and the plan brings. Omitted if there are none. */
  readonly needs?: readonly PlanNeed[] | undefined
  /** The `slug_perm`s of the packages that it is taken along for. Omitted for selected packages. */
  readonly neededBy?: readonly string[] | undefined
  /**
   * It is only held back by its dependencies, or by the packages that need it: it is promoted if those are when the plan is applied. Omitted
   * otherwise.
   */
  readonly heldByNeeds?: true | undefined
  /** The waivers that it needs to pass the gates. */
  readonly waivers: readonly Waiver[]
  /** The files that differ at the destination, with both digests. */
  readonly differences: readonly FileDifference[]
}

/** A dependency of a package of a plan, and the packages of the plan that meet it. */
export interface PlanNeed {
  /** Name of the dependency. */
  readonly name: string
  /** The versions that meet it. */
  readonly requirements: readonly VersionRequirement[]
  /** The `slug_perm`s of the packages that meet it: one of them must be at the destination. */
  readonly servedBy: readonly string[]
}

/** How a plan handles dependencies. */
export interface PlanDependencies extends ClosureOptions {
  /** What to do with a package that could not be installed at the destination, because a dependency is missing everywhere. */
  readonly missing: 'block' | 'tell'
}

/** An item before it gets its digest, with the objections of gates inline. */
export interface UnsealedItem extends Omit<PlanItem, 'digest' | 'gates'> {
  readonly gates: readonly GateReason[]
}

/**
 * A name whose newest version at the destination would change, or that would get a lower version. Distributions, groups and sources each have
 * their own newest version.
 */
export interface LatestMove extends Omit<Identity, 'version' | 'filename' | 'architectures'> {
  /** The newest version at the destination now, by the version order of the format. */
  readonly from: string
  /** The newest of the versions that would be promoted. */
  readonly to: string
  /** The version that the service now marks as the latest there; null if the plan read none that is marked. */
  readonly marked: string | null
  /** The promoted version is lower, so `latest` may move back. */
  readonly backwards: boolean
}

/** A package that the retention rules of the destination may delete after the plan is applied. */
export interface RetentionLoss {
  /** Identity of the package. */
  readonly package: Identity
  /** Null for a package that the plan itself brings. */
  readonly slugPerm: string | null
  /** The limit of the retention rules that it exceeds. */
  readonly rule: 'count' | 'days' | 'size'
}

/** What happened to the waivers that a plan was made with. */
export interface PlanWaivers {
  /** They let packages through gates. */
  readonly used: readonly Waiver[]
  /** They match no package, finding or gate of the plan. */
  readonly unmatched: readonly Waiver[]
  /** They do not count, or are not needed. Listed once for each reason. */
  readonly refused: readonly RefusedWaiver[]
}

/** The estimated cost of applying a plan, if nothing goes wrong. */
export interface PlanCost {
  /**
   * Requests for checking both sides, for bulk copies of 100 packages each, for waiting until all have arrived and are scanned, and for each
   * tag.
   */
  readonly requests: number
  /** Minutes at the rate limit that the service last reported; null if it reported none. */
  readonly minutes: number | null
}

/** A gate as a plan records it. */
export interface RuleGate {
  readonly name: string
  /** The declared identity of its function; null if none is declared. */
  readonly identity: string | null
  readonly settings: Fact
  /** Whether it requires approvals by people. */
  readonly asksPeople: boolean
}

/** The rules of an edge. Whoever approves a plan agrees to them. */
export interface PlanRules {
  /** The gates of the edge, or of the stage. */
  readonly gates: readonly RuleGate[]
  /** What to do with a package that the service cannot scan. */
  readonly unscannable: Unscannable
  /** How to treat an old scan; null: it never becomes stale, but only one made after the package arrived counts. */
  readonly staleScan: StaleScan | null
  /** What to do if the arrival of a package may make retention delete others. */
  readonly retention: 'warn' | 'block'
  /** What to do with a package whose version is lower than the newest at the destination. */
  readonly latest: 'warn' | 'block'
  /** What to do with a package that arrived with a problem. */
  readonly onFailedArrival: OnFailedArrival
  /** Which packages the pipeline covers; null: all. */
  readonly select: PackageFilter | null
  /** What to do if a package no longer is as planned: promote the others, or nothing. */
  readonly changed: 'leave out' | 'refuse'
  /** The longest life of a waiver, such as `90 days`. */
  readonly waiverLife: string
}

/** Where a plan leads, and under which rules. */
export interface PlanHead {
  /** Slug of the workspace. */
  readonly owner: string
  /** Name of the stage that packages come from. */
  readonly from: string
  /** Name of the stage that packages go to. */
  readonly to: string
  /** Name of the edge between them; null for the one without a name. */
  readonly edge: string | null
  /** Slug of the repository that packages come from. */
  readonly source: string
  /** Slug of the repository that packages go to. */
  readonly destination: string
  /** How packages get there. `tag`: both stages share a repository, so nothing is sent. */
  readonly action: StepAction
  /** Tag that promoted packages get; null for none. */
  readonly tag: string | null
  /** Name of the release set, which is promoted whole or not at all. Null for a plan of single packages. */
  readonly set: string | null
  /** The rules that apply. */
  readonly rules: PlanRules
}

/** Estimates, and what helps to apply the plan. The digest does not cover them. */
export interface PlanEstimates {
  /** Number of packages that were read on either side. */
  readonly read: { readonly source: number; readonly destination: number }
  /** The query that found the packages, and its number of rows; null if there was no query. */
  readonly found: Found | null
  /** Number of packages that either side has, as the service counts them; null if it was not read. */
  readonly sizes: { readonly source: number | null; readonly destination: number | null }
  /** What applying the plan costs. */
  readonly cost: PlanCost
}

/** The `kind` of a plan. */
export const planKind = 'cloudsmith-promotion/plan'

/** @throws {DocumentError} it is not a plan of this version */
export const requirePlan = (plan: unknown): void => requireKind(plan, { kind: planKind, version: 1 })

/** Which packages would be promoted from one stage to another, and why the others would not. Plain data: `JSON.stringify` keeps all of it. */
export interface Plan extends PlanHead {
  /** Kind of document. */
  readonly kind: typeof planKind
  /** Version of the document format. */
  readonly version: 1
  /** SHA-256 of everything in the plan except its estimates, in hex. Its items enter by their digests. */
  readonly digest: string
  /** When the plan was made, in ISO 8601. */
  readonly madeAt: string
  /** Who requests the promotion; null if unknown. */
  readonly requestedBy: string | null
  /** The hold that pauses the edge; null if it is not paused. */
  readonly paused: Hold | null
  /** The packages, sorted by format, name, version and file name. */
  readonly items: readonly PlanItem[]
  /** The objections of gates. Each is stored once, however many packages it concerns. */
  readonly answers: readonly GateReason[]
  /** Names whose newest version at the destination would change, or that would get a lower version. */
  readonly latest: readonly LatestMove[]
  /** Formats whose versions cannot be ordered, so it is unknown whether they are lower than those at the destination. */
  readonly unordered: readonly string[]
  /** Packages that the retention rules of the destination may delete. */
  readonly retention: readonly RetentionLoss[]
  /** What happened to the waivers. */
  readonly waivers: PlanWaivers
  /** How the plan handles dependencies. Omitted if it does not check them. */
  readonly dependencies?: PlanDependencies | undefined
  /** Dependencies that nothing meets, of packages that are promoted or already there. Null if the plan does not check dependencies. */
  readonly missing: readonly MissingDependency[] | null
  /** Estimates, which the digest does not cover. */
  readonly estimates: PlanEstimates
}
