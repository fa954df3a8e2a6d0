import type { Pipeline, Stage } from '../pipeline/pipeline.ts'
import { stageRows } from '../pipeline/stage-rows.ts'
import type { Side } from './holding.ts'

/** A stage of a pipeline as a side of a comparison: those packages of its repository that are in it and that the pipeline is about. */
export const sideOf = (pipeline: Pipeline, stage: Stage): Side => ({
  owner: pipeline.owner,
  repo: stage.repository,
  ...stageRows(pipeline, stage),
})
