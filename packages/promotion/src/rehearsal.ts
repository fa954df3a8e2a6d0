/**
 * Rehearses a plan: applies it to an in-memory mirror of its stages, so that you see the outcome while nothing in the workspace changes.
 *
 * @module
 */
export * from './rehearse/index.ts'
