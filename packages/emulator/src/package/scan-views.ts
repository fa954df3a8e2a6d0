import { timestamp } from '../core/time.ts'
import type {
  LinkedVulnerabilityScan,
  ScannedPackage,
  VulnerabilityScanDetail,
  VulnerabilityScanSummary,
} from '../generated/v1.ts'
import { nameOf, primaryFile, type ScanRecord, versionOf } from '../world/package.ts'
import type { PackageRecord } from '../world/records.ts'
import { apiUrl, packageUrl, placeOf } from '../world/urls.ts'
import type { World } from '../world/world.ts'
import { findingView } from './findings-view.ts'
import { countsOf, hasMalware } from './vulnerability-counts.ts'

/** The fields of a package that scans and violations include. */
export function scannedPackageView(world: World, pkg: PackageRecord): ScannedPackage {
  return {
    identifier: pkg.slugPerm,
    name: nameOf(pkg.content),
    version: versionOf(pkg.content),
    url: packageUrl(world, pkg),
    is_malware_detected: hasMalware(pkg),
    vulnerability_counts: countsOf(pkg),
  }
}

function scanOutcome({ identifier, at, findings }: ScanRecord) {
  return {
    identifier,
    scan_id: null,
    created_at: timestamp(at),
    has_vulnerabilities: findings.length > 0,
    num_vulnerabilities: findings.length,
    max_severity: findings[0]?.severity ?? ('Unknown' as const),
  }
}

/** A scan as in lists. */
export function scanSummaryView(world: World, pkg: PackageRecord, scan: ScanRecord): VulnerabilityScanSummary {
  return { ...scanOutcome(scan), package: scannedPackageView(world, pkg) }
}

/** A scan with its findings. */
export function scanDetailView(world: World, pkg: PackageRecord, scan: ScanRecord): VulnerabilityScanDetail {
  const target = { target: primaryFile(pkg.content).filename, type: pkg.content.format }
  return { ...scanSummaryView(world, pkg, scan), scans: [{ ...target, results: scan.findings.map(findingView) }] }
}

/** A scan as referenced by the violation log. */
export function linkedScanView(world: World, pkg: PackageRecord, scan: ScanRecord): LinkedVulnerabilityScan {
  const url = apiUrl(world, `/vulnerabilities/${placeOf(pkg.repository)}/${pkg.slugPerm}/${scan.identifier}/`)
  return { ...scanOutcome(scan), url }
}
