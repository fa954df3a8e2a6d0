import type { Finding } from '@cloudsmith-sdk/advisories'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { findingsOf, scheduleScan } from './scan.ts'

/**
 * Scans packages again whose findings are no longer those of their last scan, because other advisories are known now.
 *
 * @returns those that wait for their scan now
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

/** A package that has never been scanned, or is about to be, will see what is known by then. */
function isOutdated(world: World, pkg: PackageRecord): boolean {
  const { status, scans } = pkg.scanning
  const [last] = scans
  if (last === undefined || !status.startsWith('Scan Detected')) return false
  return pkg.repository.settings.use_vulnerability_scanning && told(findingsOf(world, pkg)) !== told(last.findings)
}

const told = (findings: readonly Finding[]): string => JSON.stringify(findings)
