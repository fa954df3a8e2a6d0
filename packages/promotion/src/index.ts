export { SyncFailedError, type SyncFailure, WaitTimeoutError } from '@cloudsmith-sdk/client'
export { type PackageRef, type ResyncOptions, refOf, resync, type WaitOptions, waitForSync } from '@cloudsmith-sdk/client/sync'
export * from './apply/index.ts'
export * from './automation/index.ts'
export * from './between/index.ts'
export * from './docker/index.ts'
export * from './ensure/index.ts'
export {
  ArrivalError,
  type ArrivalProblem,
  ConflictError,
  InterruptedError,
  PromotionError,
  SourceError,
} from './errors.ts'
export * from './evidence/index.ts'
export * from './gates/index.ts'
export type { FileDifference, FileDigest } from './identity.ts'
export * from './pipeline/index.ts'
export * from './plan/index.ts'
export * from './rego/index.ts'
export type { Unscannable } from './steps/arrival.ts'
export { type PromoteOptions, type Promotion, promote } from './steps/promote.ts'
export { type QuarantineOptions, quarantine, release } from './steps/quarantine.ts'
export { type ScanResult, type ScanVerdict, type ScanWaitOptions, waitForScan } from './steps/scan.ts'
export { addTags, clearTags, removeTags, replaceTags, type TagOptions, tagsOf } from './steps/tags.ts'
export { type CopyOptions, copy, type MoveOptions, move, type Transfer, type TransferAction } from './steps/transfer.ts'
export * from './undo/index.ts'
