/**
 * Everything that needs a disk or the environment variables of a process: `fileHolds`, `fileLedger`, `fileSpool`, `fileTrust`, and the
 * identity of a CI job.
 *
 * @module
 */
export { type GithubIdentityOptions, githubIdentity } from './approval/github-identity.ts'
export { jobIdentity } from './approval/job-identity.ts'
export { fileSpool } from './carry/file-spool.ts'
export { fileTrust } from './documents/file-trust.ts'
export { fileHolds } from './hold/file-holds.ts'
export { fileLedger } from './ledger/file-ledger.ts'
