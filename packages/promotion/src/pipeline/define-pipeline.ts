import type { Gate } from '../gates/gate.ts'
import type { StaleScan } from '../gates/knowledge.ts'
import type { Unscannable } from '../package/arrival.ts'
import type { TransferAction } from '../package/transfer.ts'
import { flawsOf } from './flaws.ts'
import { PipelineError, unplaced } from './pipeline-error.ts'
import type { UpstreamDefinition } from './upstreams.ts'

/** What becomes of a package that arrived, but not as it should have. */
export type OnFailedArrival = 'leave' | 'quarantine' | 'remove'

/** A repository with gates on its door. */
export interface StageDefinition {
  /** What edges and plans call it. Default: the repository. */
  name?: string | undefined
  /** Slug of the repository. */
  repository: string
  /** How packages get here. Default: `copy`. */
  action?: TransferAction | undefined
  /** Tag that a package gets when it has arrived. Default: none. */
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
  /** Where the repository fetches from what it does not hold; only `ensure` reads this. Default: from nowhere. */
  upstreams?: readonly UpstreamDefinition[] | undefined
}

/** One step that packages may take, between stages by their names. */
export interface Edge {
  readonly from: string
  readonly to: string
}

/** What {@link definePipeline} takes. */
export interface PipelineDefinition {
  /** Slug of the workspace. */
  owner: string
  /** At least two, in the order in which packages go through them. */
  stages: readonly StageDefinition[]
  /** Default: from each stage to the next. */
  edges?: readonly Edge[] | undefined
}

/** A stage with all that is decided about it. */
export interface Stage {
  readonly name: string
  readonly repository: string
  readonly action: TransferAction
  readonly tag: string | undefined
  readonly gates: readonly Gate[]
  readonly unscannable: Unscannable
  readonly staleScan: StaleScan | undefined
  readonly retention: 'warn' | 'block'
  readonly onFailedArrival: OnFailedArrival
  readonly upstreams: readonly UpstreamDefinition[]
}

/** The stages of a workspace, and the ways between them. */
export interface Pipeline {
  readonly owner: string
  readonly stages: readonly Stage[]
  readonly edges: readonly Edge[]
}

/**
 * Defines a pipeline.
 *
 * @throws {PipelineError} there are fewer than two stages, two of one name or repository, or an edge that leads nowhere or in a circle
 * @example
 * const pipeline = definePipeline({
 *   owner: 'acme',
 *   stages: [
 *     { repository: 'dev' },
 *     { repository: 'staging', gates: [scanned({}), notQuarantined({})] },
 *     { repository: 'production', gates: [maxSeverity({ critical: 0 }), soak({ atLeast: '2 days' })], tag: 'released' },
 *   ],
 * })
 */
export function definePipeline(definition: PipelineDefinition): Pipeline {
  const pipeline = complete(definition)
  const flaws = flawsOf(pipeline)
  if (flaws.length > 0) throw new PipelineError(flaws.map(unplaced))
  return pipeline
}

/** Fills in the defaults. */
export function complete({ owner, stages: given, edges }: PipelineDefinition): Pipeline {
  const stages = given.map(completeStage)
  const chain = stages.slice(1).map(({ name }, index) => ({ from: stages[index]?.name ?? '', to: name }))
  return { owner, stages, edges: edges ?? chain }
}

const completeStage = ({ repository, name = repository, ...rest }: StageDefinition): Stage => ({
  name,
  repository,
  action: rest.action ?? 'copy',
  tag: rest.tag,
  gates: rest.gates ?? [],
  unscannable: rest.unscannable ?? 'block',
  staleScan: rest.staleScan,
  retention: rest.retention ?? 'warn',
  onFailedArrival: rest.onFailedArrival ?? 'leave',
  upstreams: rest.upstreams ?? [],
})
