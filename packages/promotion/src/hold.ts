/**
 * Keeps packages and edges back until somebody resumes them.
 *
 * @module
 */
export * from './hold/index.ts'
