import type { Gate } from '../gates/gate.ts'
import type { People } from '../gates/people.ts'
import type { Waiver } from '../gates/waiver.ts'
import type { StaleScan, Unscannable } from '../package/arrival.ts'
import type { TransferAction } from '../package/transfer.ts'
import type { PackageFilter } from './package-filter.ts'
import type { UpstreamDefinition } from './upstreams.ts'

/** What to do with a package that arrived, but with a problem. */
export type OnFailedArrival = 'leave' | 'quarantine' | 'remove'

/** A stage: a repository, and the gates that packages must pass to enter it. */
export interface StageDefinition {
  /** Name of the stage, as edges and plans refer to it. Default: the slug of the repository. */
  name?: string | undefined
  /**
   * Slug of the repository. Several stages may share one repository if each has its own `tag`: the tag then decides which packages are in the
   * stage.
   */
  repository: string
  /** How packages get here from another repository. Default: `copy`. */
  action?: TransferAction | undefined
  /** Tag that a package gets when it has arrived. Default: none. Required if another stage has the same repository. */
  tag?: string | undefined
  /** Gates that a package must pass to enter the stage. Default: none. */
  gates?: readonly Gate[] | undefined
  /** What to do with a package that the service cannot scan. Default: `block`. */
  unscannable?: Unscannable | undefined
  /** How to treat an old scan. Default: a scan never becomes stale, but only one made after the package arrived counts. */
  staleScan?: StaleScan | undefined
  /**
   * What to do with a package that arrived with a problem: its bytes differ, it is quarantined, violates a policy, contains malware, failed
   * to synchronise or cannot be scanned. `remove` deletes a copy, and moves a moved package back. Default: `leave`.
   */
  onFailedArrival?: OnFailedArrival | undefined
  /** Whether to warn about a package, or to block it, if its arrival may make the retention policy delete others here. Default: `warn`. */
  retention?: 'warn' | 'block' | undefined
  /**
   * Whether to warn about a package, or to block it, if its version is lower than the newest one here by the rules of its format, so that
   * `latest` may move back. `block` also checks `latest` again after packages have arrived. Default: `warn`.
   */
  latest?: 'warn' | 'block' | undefined
  /** Upstreams from which the repository fetches packages that it does not have. Only `ensure` reads this. Default: none. */
  upstreams?: readonly UpstreamDefinition[] | undefined
}

/** A permitted step between two stages. If both share a repository, nothing is copied: the package is verified where it is, and tagged. */
export interface Edge {
  /**
   * Distinguishes edges between the same two stages, for example `hotfix`. A named edge is only used by callers who name it. Default: none,
   * which is possible for one edge between any two stages.
   */
  readonly name?: string | undefined
  /** Name of the stage where the edge begins. */
  readonly from: string
  /** Name of the stage where the edge ends. */
  readonly to: string
  /** Gates of this edge, which replace those of the destination stage. Default: the gates of the stage. */
  readonly gates?: readonly Gate[] | undefined
}

/** The argument of {@link definePipeline}. */
export interface PipelineDefinition {
  /** Slug of the workspace. */
  owner: string
  /** At least two stages, in the order in which packages go through them. */
  stages: readonly StageDefinition[]
  /** Which stages lead where. Default: each stage to the next. */
  edges?: readonly Edge[] | undefined
  /** Which packages the pipeline covers; it leaves all others alone, even if they are selected for promotion. Default: every package. */
  select?: PackageFilter | undefined
  /** Waivers that the pipeline grants, and how long any waiver may last. Default: none, and 90 days. */
  waivers?: WaiverRules | undefined
  /**
   * The people of the pipeline, by the names that gates and messages use. Only their approvals count, and all logins, keys and subjects of an
   * entry belong to one person. A signed approval counts only if its key or subject is listed here. Default: every name is a person of its
   * own.
   */
  people?: People | undefined
}

/** The waivers of a pipeline, and their limits. */
export interface WaiverRules {
  /** The longest life of a waiver from when it was granted, such as `30 days`. Default: `90 days`. */
  readonly maxLife?: string | undefined
  /** Waivers that count in addition to those passed to `plan` or `apply`. Default: none. */
  readonly given?: readonly Waiver[] | undefined
}

/** A stage with its defaults filled in. */
export interface Stage {
  /** Name of the stage. */
  readonly name: string
  /** Slug of the repository. */
  readonly repository: string
  /** Another stage has the same repository, so the tag alone decides which packages are in this one. */
  readonly shared: boolean
  /** How packages get here from another repository. */
  readonly action: TransferAction
  /** Tag that a package gets when it has arrived; undefined for none. */
  readonly tag: string | undefined
  /** Gates that a package must pass to enter the stage. */
  readonly gates: readonly Gate[]
  /** What to do with a package that the service cannot scan. */
  readonly unscannable: Unscannable
  /** How to treat an old scan; undefined: it never becomes stale, but only one made after the package arrived counts. */
  readonly staleScan: StaleScan | undefined
  /** What to do if the arrival of a package may make retention delete others. */
  readonly retention: 'warn' | 'block'
  /** What to do with a package whose version is lower than the newest one here. */
  readonly latest: 'warn' | 'block'
  /** What to do with a package that arrived with a problem. */
  readonly onFailedArrival: OnFailedArrival
  /** Upstreams of the repository, for `ensure`. */
  readonly upstreams: readonly UpstreamDefinition[]
}

/** The stages of a workspace and the edges between them. */
export interface Pipeline {
  /** Slug of the workspace. */
  readonly owner: string
  /** The stages, in the order in which packages go through them. */
  readonly stages: readonly Stage[]
  /** Which stages lead where. */
  readonly edges: readonly Edge[]
  /** Which packages the pipeline covers; undefined: all. */
  readonly select: PackageFilter | undefined
  /** The waivers that the pipeline grants, and the longest life of any waiver. */
  readonly waivers: { readonly maxLife: string; readonly given: readonly Waiver[] }
  /** The people of the pipeline, by name. Undefined: every name is a person of its own. */
  readonly people: People | undefined
}
