/**
 * Readers for stored documents: plans, approvals, revocations, waivers, reports, snapshots and statements, in JSON or YAML, and the trust document
 * that names trusted keys and token issuers. Each reader rejects what it does not know, and reports every problem with its place in the text.
 *
 * @module
 */
export * from './documents/index.ts'
export { type ReadTrustOptions, readTrust } from './documents/read-trust.ts'
export { DocumentError, type DocumentProblem } from './repository/document-error.ts'
