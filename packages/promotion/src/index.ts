export { SyncFailedError, type SyncFailure, WaitTimeoutError } from '@cloudsmith-sdk/client'
export { type PackageRef, type ResyncOptions, refOf, resync, type WaitOptions, waitForSync } from '@cloudsmith-sdk/client/sync'
export type { Unscannable } from './arrival.ts'
export {
  ArrivalError,
  type ArrivalProblem,
  ConflictError,
  PromotionError,
  SourceError,
} from './errors.ts'
export type { FileDifference, FileDigest } from './identity.ts'
export { type PromoteOptions, type Promotion, promote } from './promote.ts'
export { type QuarantineOptions, quarantine, release } from './quarantine.ts'
export { type ScanResult, type ScanVerdict, type ScanWaitOptions, waitForScan } from './scan.ts'
export { addTags, clearTags, removeTags, replaceTags, type TagOptions, tagsOf } from './tags.ts'
export { type CopyOptions, copy, type MoveOptions, move, type Transfer, type TransferAction } from './transfer.ts'
