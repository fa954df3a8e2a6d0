import { isScannable } from '../catalogue/formats.ts'
import type { Switches } from '../core/switches.ts'
import { isInFlight } from '../world/package.ts'
import type { PackageRecord } from '../world/records.ts'

/** What can be done with a package in its current state, whoever the caller is. */
export interface Capabilities {
  readonly copy: boolean
  readonly move: boolean
  readonly delete: boolean
  readonly resync: boolean
  readonly quarantine: boolean
  readonly download: boolean
  readonly scan: boolean
}

/** The flags such as `is_copyable`, which the operations check as well. `isDenied`: a deny policy blocks its download. */
export function capabilitiesOf(pkg: PackageRecord, switches: Switches, isDenied: boolean): Capabilities {
  const isThere = pkg.sync.state === 'completed' && !pkg.isDeleting
  const isCopyable = isThere && !pkg.isMalware && (switches.quarantinedCopy !== 'refused' || !pkg.isQuarantined)
  const isSettled = !isInFlight(pkg) && !pkg.isDeleting
  return {
    copy: isCopyable,
    move: isCopyable,
    delete: isSettled,
    resync: isSettled,
    quarantine: isThere && !pkg.isQuarantined,
    download: isThere && !pkg.isMalware && !pkg.isQuarantined && !isDenied && !awaitsScan(pkg, switches),
    scan: isThere && isScannable(pkg.content.format),
  }
}

/** Whether a package is held back until it has been scanned. @see docs/service.md#scanning */
export function awaitsScan({ content, repository, scanning }: PackageRecord, { blockUntilScan }: Switches): boolean {
  const willBeScanned = isScannable(content.format) && repository.settings.use_vulnerability_scanning
  const isWaiting = scanning.status === 'Awaiting Security Scan' || scanning.status === 'Security Scanning in Progress'
  return blockUntilScan && willBeScanned && isWaiting
}
