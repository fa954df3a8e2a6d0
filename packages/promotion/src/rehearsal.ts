/**
 * What would come of a plan: applied to a mirror of its stages, in memory, while nothing of the workspace changes.
 *
 * @module
 */
export * from './rehearse/index.ts'
