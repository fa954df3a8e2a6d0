/**
 * Promotes packages through the stages of a pipeline: plan, apply and undo, with the built-in gates. Everything else has an entry of its own:
 * `/gates` to define gates, `/compare`, `/hold`, `/evidence`, `/automation`, `/ensure`, `/carry`, `/packages` for single packages,
 * `/registry`, `/rego`, `/pipeline-file`, `/documents` to read stored documents, `/ledger`, `/rehearsal`, `/text` for texts of your own,
 * `/node` for what needs Node.js.
 *
 * @module
 */
export { SyncFailedError, type SyncFailure, WaitTimeoutError } from '@cloudsmith-sdk/client'
export * from './apply/index.ts'
export * from './approval/index.ts'
export { type AgeSettings, minAge, soak } from './gates/age.ts'
export { type ApprovalSettings, approval } from './gates/approval.ts'
export { type FreezeSettings, type FreezeWindow, freeze } from './gates/freeze.ts'
export type { Gate } from './gates/gate.ts'
export type { Consent, Knowledge } from './gates/knowledge.ts'
export { type LicenceLists, licence } from './gates/licence.ts'
export { maxSeverity, type SeverityLimits } from './gates/max-severity.ts'
export { type MetadataSettings, metadata } from './gates/metadata.ts'
export { requiredTags, type TagSettings } from './gates/required-tags.ts'
export { type ScannedSettings, scanned } from './gates/scanned.ts'
export { noMalware, noPolicyViolation, notQuarantined, type PolicySettings, type Waivable } from './gates/service-flags.ts'
export { type VulnerabilityLists, vulnerabilities } from './gates/vulnerabilities.ts'
export type { RefusedWaiver, WaivedPackages, Waiver, WaiverDocument } from './gates/waiver.ts'
export type { StaleScan, Unscannable } from './package/arrival.ts'
export { type CopyOptions, copy, type MoveOptions, move, type Transfer } from './package/copy-and-move.ts'
export { ArrivalError, type ArrivalProblem, ConflictError, PromotionError, SourceError } from './package/errors.ts'
export type { Digested, FileDifference, FileDigest, KeptFile } from './package/files.ts'
export { type PromoteOptions, type Promotion, promote } from './package/promote.ts'
export type { TransferAction } from './package/transfer.ts'
export * from './pipeline/index.ts'
export * from './plan/index.ts'
export type { Registry } from './registry/registry.ts'
export { DocumentError, type DocumentProblem } from './repository/document-error.ts'
export type { Identity } from './repository/identity.ts'
export { ChangedError, PlanError, UnusableError } from './repository/plan-error.ts'
export type { FileRow, PackageRow } from './repository/row.ts'
export type { Selection } from './repository/select.ts'
export type { Wanted } from './repository/wanted.ts'
export type { WebCryptoKey } from './signing/algorithm.ts'
export { importKey } from './signing/import-key.ts'
export * from './text/index.ts'
export * from './undo/index.ts'
