import type { Finding } from '@cloudsmith-sdk/advisories'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { findingsOf, scheduleScan } from './scan.ts'

/**
 * Schedules scans for packages whose findings would differ from those of their last scan, because the advisories have changed.
 *
 * @returns the packages that wait for a scan
 */
export function scanAnew(world: World): PackageRecord[] {
  const outdated = [...world.packages.values()].filter((pkg) => isOutdated(world, pkg))
  for (const pkg of outdated) {
    pkg.scanning = { ...pkg.scanning, status: 'Awaiting Security Scan', statusAt: world.clock.now() }
    pkg.repository.packages.touch(pkg)
    scheduleScan(world, pkg)
  }
  return outdated
}

/** Packages that have never been scanned, or wait for a scan, will use the current advisories anyway. */
function isOutdated(world: World, pkg: PackageRecord): boolean {
  const { status, scans } = pkg.scanning
  const [last] = scans
  if (last === undefined || !status.startsWith('Scan Detected')) return false
  return pkg.repository.settings.use_vulnerability_scanning && told(findingsOf(world, pkg)) !== told(last.findings)
}

const told = (findings: readonly Finding[]): string => JSON.stringify(findings)
