/**
 * Signed evidence of promotions: create it, attach it to packages, verify it and read it as a history.
 *
 * @module
 */
export * from './evidence/index.ts'
