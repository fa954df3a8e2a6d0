/**
 * What two repositories have in common, what came past a pipeline, and which package is in which stage. Reads only.
 *
 * @module
 */
export * from './compare/index.ts'
