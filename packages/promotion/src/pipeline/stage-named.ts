import { unplaced } from '../repository/document-error.ts'
import { noSuchStage } from './nearest.ts'
import type { Pipeline, Stage } from './pipeline.ts'
import { PipelineError } from './pipeline-error.ts'

/**
 * Finds a stage by its name.
 *
 * @throws {PipelineError} there is no such stage
 */
export function stageNamed({ stages }: Pipeline, name: string): Stage {
  const stage = stages.find((each) => each.name === name)
  if (stage !== undefined) return stage
  const names = stages.map((each) => each.name)
  throw new PipelineError([unplaced({ path: [], message: noSuchStage(name, names) })])
}
