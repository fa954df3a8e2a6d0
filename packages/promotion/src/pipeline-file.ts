/**
 * Pipelines from YAML and JSON.
 *
 * @module
 */
export type { ReadOptions } from './documents/document-reader.ts'
export { parsePipeline } from './pipeline-file/parse-pipeline.ts'
