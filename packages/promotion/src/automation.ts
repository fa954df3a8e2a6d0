/**
 * Promotes by itself: as webhooks come in, and in sweeps.
 *
 * @module
 */
export * from './automation/index.ts'
