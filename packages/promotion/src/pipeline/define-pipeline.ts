import { longestWaiver } from '../gates/waiver.ts'
import { unplaced } from '../repository/document-error.ts'
import { flawsOf } from './flaws.ts'
import type { Pipeline, PipelineDefinition, Stage, StageDefinition } from './pipeline.ts'
import { PipelineError } from './pipeline-error.ts'

/**
 * Defines a pipeline, and fills in the defaults.
 *
 * @throws {PipelineError} with every problem: for example fewer than two stages, two stages that cannot be told apart, or an edge to an
 * unknown stage or in a cycle
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
export function complete({ owner, stages: given, edges, select, people, waivers }: PipelineDefinition): Pipeline {
  const repositories = given.map(({ repository }) => repository)
  const isShared = (repository: string) => repositories.indexOf(repository) !== repositories.lastIndexOf(repository)
  const stages = given.map((stage) => completeStage(stage, isShared(stage.repository)))
  const chain = stages.slice(1).map(({ name }, index) => ({ from: stages[index]?.name ?? '', to: name }))
  return {
    owner,
    stages,
    edges: edges ?? chain,
    select,
    people,
    waivers: { maxLife: waivers?.maxLife ?? longestWaiver, given: waivers?.given ?? [] },
  }
}

const completeStage = ({ repository, name = repository, ...rest }: StageDefinition, shared: boolean): Stage => ({
  name,
  repository,
  shared,
  action: rest.action ?? 'copy',
  tag: rest.tag,
  gates: rest.gates ?? [],
  unscannable: rest.unscannable ?? 'block',
  staleScan: rest.staleScan,
  retention: rest.retention ?? 'warn',
  latest: rest.latest ?? 'warn',
  onFailedArrival: rest.onFailedArrival ?? 'leave',
  upstreams: rest.upstreams ?? [],
})
