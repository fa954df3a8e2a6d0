/**
 * One package at a time: tags, quarantine, and waiting for what the service does with it. `promote`, `copy` and `move` are in the main entry.
 *
 * @module
 */
export {
  type PackageRef,
  type ResyncOptions,
  refOf,
  resync,
  type ScanResult,
  type ScanVerdict,
  type ScanWaitOptions,
  type WaitOptions,
  waitForScan,
  waitForSync,
} from '@cloudsmith-sdk/client/sync'
export { type QuarantineOptions, quarantine, release } from './package/quarantine.ts'
export { addTags, clearTags, removeTags, replaceTags, type TagOptions, tagsOf } from './package/tags.ts'
