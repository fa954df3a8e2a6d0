/**
 * Pipelines from YAML and JSON.
 *
 * @module
 */
export { type ParseOptions, parsePipeline } from './pipeline-file/parse-pipeline.ts'
