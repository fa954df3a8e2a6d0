/**
 * Waiting for the service: until a package is synchronised, or anything else that it does in its own time.
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
