import type { Gate } from '../gates/gate.ts'
import type { People } from '../gates/people.ts'
import type { Waiver } from '../gates/waiver.ts'
import type { StaleScan, Unscannable } from '../package/arrival.ts'
import type { TransferAction } from '../package/transfer.ts'
import type { PackageFilter } from './package-filter.ts'
import type { UpstreamDefinition } from './upstreams.ts'

/** What becomes of a package that arrived, but not as it should have. */
export type OnFailedArrival = 'leave' | 'quarantine' | 'remove'

/** A repository with gates on its door. */
export interface StageDefinition {
  /** What edges and plans call it. Default: the repository. */
  name?: string | undefined
  /** Slug of the repository. Several stages may share one, each with its own `tag`: that is what makes a package be in a stage then. */
  repository: string
  /** How packages get here from another repository. Default: `copy`. */
  action?: TransferAction | undefined
  /** Tag that a package gets when it has arrived. Default: none; needed where another stage has the same repository. */
  tag?: string | undefined
  /** What has to be true of a package before it may come here. Default: nothing. */
  gates?: readonly Gate[] | undefined
  /** What to make of a package that the service does not scan. Default: `block`. */
  unscannable?: Unscannable | undefined
  /** What to make of a scan of long ago. Default: a scan does not get stale. */
  staleScan?: StaleScan | undefined
  /**
   * What to do with a package that arrived, but not as it should have: its bytes differ, it is quarantined, violates a policy, holds malware,
   * failed to synchronise or cannot be scanned. `remove` deletes a copy, and moves back what was moved. Default: `leave`.
   */
  onFailedArrival?: OnFailedArrival | undefined
  /** Whether a package is stopped whose arrival may make retention delete others here. Default: `warn`. */
  retention?: 'warn' | 'block' | undefined
  /**
   * Whether a package is stopped that is lower than the newest version here, by the order of its format, so that `latest` may move back.
   * `block` also looks at `latest` again when packages have arrived. Default: `warn`.
   */
  latest?: 'warn' | 'block' | undefined
  /** Where the repository fetches from what it does not hold; only `ensure` reads this. Default: from nowhere. */
  upstreams?: readonly UpstreamDefinition[] | undefined
}

/**
 * One step that packages may take, between stages by their names. Inside of one repository nothing is copied: a package is verified where it
 * is, and tagged.
 */
export interface Edge {
  /**
   * Tells it from other edges between the same stages, such as `hotfix`. An edge with a name is taken only by who names it. Default: none,
   * which one edge between two stages may have.
   */
  readonly name?: string | undefined
  readonly from: string
  readonly to: string
  /** What has to be true of a package that takes this edge, instead of what the stage asks for. Default: the gates of the stage. */
  readonly gates?: readonly Gate[] | undefined
}

/** What {@link definePipeline} takes. */
export interface PipelineDefinition {
  /** Slug of the workspace. */
  owner: string
  /** At least two, in the order in which packages go through them. */
  stages: readonly StageDefinition[]
  /** Default: from each stage to the next. */
  edges?: readonly Edge[] | undefined
  /** Which packages it is about: all others are left alone, whatever is asked for. Default: every package. */
  select?: PackageFilter | undefined
  waivers?: WaiverRules | undefined
  /**
   * Who is who, by the name that gates and texts call them: only their approvals count, and all that is said of one of them is of one person.
   * Signed approvals count only of people whose keys or subjects stand here. Default: every name is a person of its own.
   */
  people?: People | undefined
}

/** What a pipeline says of waivers. */
export interface WaiverRules {
  /** The longest that one may last, from when it was granted: such as `30 days`. Default: `90 days`. */
  readonly maxLife?: string | undefined
  /** Waivers that count beside those that a plan is made or applied with. Default: none. */
  readonly given?: readonly Waiver[] | undefined
}

/** A stage with all that is decided about it. */
export interface Stage {
  readonly name: string
  readonly repository: string
  /** Another stage has the same repository: the tag alone tells which packages are in this one. */
  readonly shared: boolean
  readonly action: TransferAction
  readonly tag: string | undefined
  readonly gates: readonly Gate[]
  readonly unscannable: Unscannable
  readonly staleScan: StaleScan | undefined
  readonly retention: 'warn' | 'block'
  readonly latest: 'warn' | 'block'
  readonly onFailedArrival: OnFailedArrival
  readonly upstreams: readonly UpstreamDefinition[]
}

/** The stages of a workspace, and the ways between them. */
export interface Pipeline {
  readonly owner: string
  readonly stages: readonly Stage[]
  readonly edges: readonly Edge[]
  /** Which packages it is about; undefined: all. */
  readonly select: PackageFilter | undefined
  readonly waivers: { readonly maxLife: string; readonly given: readonly Waiver[] }
  /** Undefined: every name is a person of its own. */
  readonly people: People | undefined
}
