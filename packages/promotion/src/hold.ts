/**
 * Holds packages and pauses edges, so that nothing is promoted until somebody resumes it.
 *
 * @module
 */
export * from './hold/index.ts'
