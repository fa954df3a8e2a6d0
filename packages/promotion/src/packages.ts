/**
 * Works on one package at a time: tags, quarantine, and waiting until the service has synchronised or scanned it. `promote`, `copy` and
 * `move` are in the main entry.
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
