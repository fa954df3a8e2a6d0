/**
 * Signed proof of promotions: made, attached, verified and read as a history.
 *
 * @module
 */
export * from './evidence/index.ts'
