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

/** What would become of a package. `needs approval`: nothing is in its way but people who have not agreed yet. */
export type PlanOutcome = 'promote' | 'already there' | 'needs approval' | 'blocked' | 'waiting' | 'conflict'

/** A package as it was when the plan was made: what is applied is this very package, or nothing. */
export interface FrozenPackage {
  readonly package: Identity
  /** Of the package at the source; of the one at the destination where the source has it no more. */
  readonly slugPerm: string
  readonly files: readonly KeptFile[]
  readonly standing: StandingKind
  /**
   * The files of packages that stand beside it at the source and have its identity, as far as anything tells: their bytes at the destination are
   * no conflict. Left out where there are none.
   */
  readonly siblings?: readonly (readonly KeptFile[])[] | undefined
  /** What held it when the plan was made, and is overridden by whoever asks for it. Left out where nothing is. */
  readonly overrides?: readonly Hold[] | undefined
}

/** What a gate holds against a package. Waivers that do not count stand with the plan. */
export type GateReason = Omit<Answer<Block>, 'refused'> | Answer<Wait>

/** A package of a plan, and what would become of it. */
export interface PlanItem extends FrozenPackage {
  /** SHA-256, in hex, of everything else in the item. */
  readonly digest: string
  readonly outcome: PlanOutcome
  /** Sentences without full stop, the strongest first; for `promote` what else there is to know. */
  readonly reasons: readonly string[]
  /** What gates hold against it: places in the `answers` of the plan. */
  readonly gates: readonly number[]
  /** It is at the destination and shows the tag of the stage: it was delivered before. */
  readonly delivered: boolean
  /** It shows the tag of the stage at the source already, so that the tag at the destination proves nothing. */
  readonly carriesTag?: boolean | undefined
  /** The `slug_perm`s of the images in the plan without which it is not whole: it goes with all of them. Left out where it needs none. */
  readonly parts?: readonly string[] | undefined
  /** What it needs that the destination lacks and the plan brings. Left out where there is nothing. */
  readonly needs?: readonly PlanNeed[] | undefined
  /** The `slug_perm`s of the packages of the plan for whose sake it is taken along. Left out of what was selected. */
  readonly neededBy?: readonly string[] | undefined
  /**
   * Nothing holds it but packages that it needs, or those who need it: when the plan is applied, it goes if those do. Left out where that is not
   * so.
   */
  readonly heldByNeeds?: true | undefined
  /** What it would not get through without. */
  readonly waivers: readonly Waiver[]
  /** The files that differ at the destination, with both digests. */
  readonly differences: readonly FileDifference[]
}

/** A name that a package of a plan needs, and the packages of the plan that serve. */
export interface PlanNeed {
  readonly name: string
  readonly requirements: readonly VersionRequirement[]
  /** Their `slug_perm`s: one of them has to be at the destination. */
  readonly servedBy: readonly string[]
}

/** How a plan deals with what its packages need. */
export interface PlanDependencies extends ClosureOptions {
  /** What becomes of a package that could not be installed at the destination, since something that it needs is nowhere. */
  readonly missing: 'block' | 'tell'
}

/** An item that has no digest yet, with its answers in it. */
export interface UnsealedItem extends Omit<PlanItem, 'digest' | 'gates'> {
  readonly gates: readonly GateReason[]
}

/** A name whose newest version at the destination is not what it was. Distributions, groups and sources have one each. */
export interface LatestMove extends Omit<Identity, 'version' | 'filename' | 'architectures'> {
  /** The newest version at the destination now, by the order of the format. */
  readonly from: string
  readonly to: string
  /** The version that the service marks as the latest there now; null where it marks none that the plan has read. */
  readonly marked: string | null
  /** The promoted version is lower: `latest` may move back. */
  readonly backwards: boolean
}

/** A package that the retention rules of the destination may delete once the plan is applied. */
export interface RetentionLoss {
  readonly package: Identity
  /** Null for one that the plan itself brings. */
  readonly slugPerm: string | null
  readonly rule: 'count' | 'days' | 'size'
}

/** What became of the waivers that a plan was made with. */
export interface PlanWaivers {
  /** Packages got through gates with their help. */
  readonly used: readonly Waiver[]
  /** Nothing of the plan is what they are about: no such package, finding or gate. */
  readonly unmatched: readonly Waiver[]
  /** They do not count, or are not needed; each once for each reason. */
  readonly refused: readonly RefusedWaiver[]
}

/** What applying the plan costs, where nothing goes wrong. */
export interface PlanCost {
  /** Checking both sides, bulk requests of 100 packages, looks until all have arrived and are scanned, and a request for each tag. */
  readonly requests: number
  /** At the allowance that the service last told; null where it told none. */
  readonly minutes: number | null
}

/** A gate, as a plan keeps it. */
export interface RuleGate {
  readonly name: string
  /** What its function is called; null where nobody has named it. */
  readonly identity: string | null
  readonly settings: Fact
  /** It asks people. */
  readonly asksPeople: boolean
}

/** What has to hold for packages that take an edge: what people agree to, when they agree to a plan. */
export interface PlanRules {
  /** The gates that are asked: those of the edge, or of the stage. */
  readonly gates: readonly RuleGate[]
  readonly unscannable: Unscannable
  readonly staleScan: StaleScan | null
  readonly retention: 'warn' | 'block'
  readonly latest: 'warn' | 'block'
  readonly onFailedArrival: OnFailedArrival
  /** Which packages the pipeline is about; null: all. */
  readonly select: PackageFilter | null
  /** What is left of the plan, where a package is not as it says any more: the others, or nothing. */
  readonly changed: 'leave out' | 'refuse'
  /** The longest that a waiver may last, such as `90 days`. */
  readonly waiverLife: string
}

/** Where a plan leads, and under which rules. */
export interface PlanHead {
  readonly owner: string
  /** Names of the stages. */
  readonly from: string
  readonly to: string
  /** Name of the edge between them; null for the one without a name. */
  readonly edge: string | null
  /** Slugs of their repositories. */
  readonly source: string
  readonly destination: string
  /** `tag`: both stages have one repository, where nothing is sent. */
  readonly action: StepAction
  readonly tag: string | null
  /** Name of the release set that the plan is: applied whole or not at all. Null for a plan of single packages. */
  readonly set: string | null
  readonly rules: PlanRules
}

/** What is only guessed, or helps to apply the plan: the digest does not cover it. */
export interface PlanEstimates {
  /** Packages that were read of either side. */
  readonly read: { readonly source: number; readonly destination: number }
  /** The query that found the packages, and how many rows; null where there was none. */
  readonly found: Found | null
  /** Packages that either side has, as the service counts them; null where nothing had to ask. */
  readonly sizes: { readonly source: number | null; readonly destination: number | null }
  readonly cost: PlanCost
}

/** What a stored plan says it is. */
export const planKind = 'cloudsmith-promotion/plan'

/** @throws {DocumentError} it is no plan of this version */
export const requirePlan = (plan: unknown): void => requireKind(plan, { kind: planKind, version: 1 })

/** What would move from one stage to another, and why the rest would not. A document: `JSON.stringify` keeps all of it. */
export interface Plan extends PlanHead {
  readonly kind: typeof planKind
  readonly version: 1
  /** SHA-256, in hex, of everything in the plan but estimates: its root is made of the digests of its items. */
  readonly digest: string
  /** ISO 8601. */
  readonly madeAt: string
  /** Who asks for the promotion; null where nobody says. */
  readonly requestedBy: string | null
  /** What pauses the edge; null where nothing does. */
  readonly paused: Hold | null
  /** By format, name, version and file name. */
  readonly items: readonly PlanItem[]
  /** What gates hold against packages. Each answer stands once, however many packages it is about. */
  readonly answers: readonly GateReason[]
  readonly latest: readonly LatestMove[]
  /** Formats of versions that have no order: whether they are lower than what the destination has, nobody can tell. */
  readonly unordered: readonly string[]
  readonly retention: readonly RetentionLoss[]
  readonly waivers: PlanWaivers
  /** How it deals with what packages need. Left out where nobody asked for it. */
  readonly dependencies?: PlanDependencies | undefined
  /** What packages that go, or are there, need and nothing brings. Null where nobody asked for it. */
  readonly missing: readonly MissingDependency[] | null
  readonly estimates: PlanEstimates
}
