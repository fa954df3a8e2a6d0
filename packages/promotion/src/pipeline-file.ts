/**
 * Reads pipelines from YAML or JSON.
 *
 * @module
 */
export type { ReadOptions } from './documents/document-reader.ts'
export type { ReadFile } from './pipeline-file/other-files.ts'
export type { GateMaker, OwnGates } from './pipeline-file/own-gates.ts'
export { type ParseOptions, parsePipeline } from './pipeline-file/parse-pipeline.ts'
