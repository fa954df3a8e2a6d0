/**
 * Readers of documents that were stored: plans, approvals, revocations, waivers, reports, snapshots and statements, from JSON or YAML;
 * and of whose word counts. Each
 * refuses what it does not know, with every problem and its place.
 *
 * @module
 */
export * from './documents/index.ts'
export { type ReadTrustOptions, readTrust } from './documents/read-trust.ts'
export { DocumentError, type DocumentProblem } from './repository/document-error.ts'
