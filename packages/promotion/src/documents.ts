/**
 * Readers of documents that were stored: plans, approvals, revocations, waivers, reports, snapshots and statements, from JSON or YAML. Each
 * refuses what it does not know, with every problem and its place.
 *
 * @module
 */
export * from './documents/index.ts'
export { DocumentError, type DocumentProblem } from './repository/document-error.ts'
