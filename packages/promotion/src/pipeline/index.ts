export {
  definePipeline,
  type Edge,
  type OnFailedArrival,
  type Pipeline,
  type PipelineDefinition,
  type Stage,
  type StageDefinition,
} from './define-pipeline.ts'
export { type ParseOptions, parsePipeline } from './parse-pipeline.ts'
export { PipelineError, type PipelineProblem } from './pipeline-error.ts'
export type { UpstreamDefinition, UpstreamFormat } from './upstreams.ts'
