/**
 * Waiting for the service: for a package to be synchronised or scanned, or for anything else that it does asynchronously.
 *
 * @module
 */
export { describePackage, type PackageRef, refOf } from './sync/package-ref.ts'
export {
  finishedScan,
  type Scannable,
  type ScanResult,
  type ScanVerdict,
  type ScanWaitOptions,
  scanResult,
  waitForScan,
} from './sync/scan.ts'
export { type ResyncOptions, resync, waitForSync } from './sync/sync.ts'
export { type Pending, pending, type Timed, type WaitOptions, waitUntil } from './sync/wait.ts'
