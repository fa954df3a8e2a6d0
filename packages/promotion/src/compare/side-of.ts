import type { Pipeline, Stage } from '../pipeline/pipeline.ts'
import { stageRows } from '../pipeline/stage-rows.ts'
import type { Side } from './holding.ts'

/** A stage as a side of a comparison: the packages of its repository that are in the stage and match the pipeline. */
export const sideOf = (pipeline: Pipeline, stage: Stage): Side => ({
  owner: pipeline.owner,
  repo: stage.repository,
  ...stageRows(pipeline, stage),
})
