/**
 * Creates the repositories and upstreams of a pipeline.
 *
 * @module
 */
export * from './ensure/index.ts'
