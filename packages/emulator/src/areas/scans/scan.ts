import { byGravity, type Finding, type ScanTarget } from '@cloudsmith-sdk/advisories'
import { isScannable } from '../../catalogue/formats.ts'
import { timestamp } from '../../core/time.ts'
import { type Content, isInFlight, type Scanning } from '../../world/package.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { judge } from '../policies/judge.ts'
import { vulnerabilityCriteria } from '../policies/vulnerability.ts'
import { scannerOf } from './scanner.ts'

/** After a scan that failed or was requested by hand, none is made within this time, in milliseconds. */
export const shortCooldown = 30 * 60_000

/** After a successful scan, a resync causes none within this time, in milliseconds. */
export const longCooldown = 24 * 3_600_000

/** The scan status of a package that has just synchronised: waiting, or not applicable. */
export function scanStatusAfterSync(world: World, pkg: PackageRecord): Partial<Scanning> {
  const statusAt = world.clock.now()
  if (!isScannable(pkg.content.format)) return { status: 'Security Scanning Not Supported', statusAt }
  if (!pkg.repository.settings.use_vulnerability_scanning) return { status: 'Security Scanning Disabled', statusAt }
  if (isRecent(world, pkg, longCooldown)) return {}
  return { status: 'Awaiting Security Scan', statusAt }
}

/** Scans a waiting package after a while. */
export function scheduleScan(world: World, pkg: PackageRecord): void {
  if (pkg.scanning.status !== 'Awaiting Security Scan') return
  const { run } = pkg.sync
  const isVoid = () => pkg.sync.run !== run || !world.packages.has(pkg.slugPerm)
  world.clock.schedule(world.clock.now() + world.timings.scanDelay, () => {
    if (isVoid()) return
    begin(world, pkg)
    world.clock.schedule(world.clock.now() + world.timings.scan, () => {
      if (!isVoid()) finishScan(world, pkg)
    })
  })
}

/** Scans again on request, unless the last scan was less than half an hour ago; then nothing changes. */
export function requestScan(world: World, pkg: PackageRecord): void {
  if (!isScannable(pkg.content.format) || isRecent(world, pkg, shortCooldown)) return
  if (pkg.scanning.status === 'Awaiting Security Scan' || pkg.scanning.status === 'Security Scanning in Progress') return
  change(world, pkg, 'Awaiting Security Scan', {})
  scheduleScan(world, pkg)
}

function isRecent(world: World, { scanning }: PackageRecord, cooldown: number): boolean {
  return scanning.completedAt !== null && world.clock.now() - scanning.completedAt < cooldown
}

function begin(world: World, pkg: PackageRecord) {
  change(world, pkg, 'Security Scanning in Progress', { startedAt: world.clock.now(), completedAt: null })
}

/** Scans a package now, and judges it by the vulnerability policies. */
export function finishScan(world: World, pkg: PackageRecord): void {
  const findings = findingsOf(world, pkg)
  const scan = { identifier: world.ids.slug(16), at: world.clock.now(), findings }
  const status: Scanning['status'] = findings.length > 0 ? 'Scan Detected Vulnerabilities' : 'Scan Detected No Vulnerabilities'
  change(world, pkg, status, { completedAt: scan.at, scans: [scan, ...pkg.scanning.scans] })
  const quarantine = judge(vulnerabilityCriteria, world, pkg)
  world.emit('package.security_scanned', pkg, {
    vulnerability_scan_results: {
      identifier: scan.identifier,
      created_at: timestamp(scan.at),
      has_vulnerabilities: findings.length > 0,
      max_severity: findings[0]?.severity ?? 'Unknown',
      num_vulnerabilities: findings.length,
    },
  })
  quarantine?.()
}

/** The current findings for a package: in its files, and in advisories about its name and version. */
export function findingsOf(world: World, { content }: PackageRecord): readonly Finding[] {
  const { findings: known = [] } = content
  const more = lookedUp(world, content).filter(({ id }) => !known.some((one) => one.id === id))
  return more.length === 0 ? known : byGravity([...known, ...more])
}

function lookedUp(world: World, { facts }: Content): readonly Finding[] {
  const target = targetOf(facts)
  return target === undefined ? [] : scannerOf(world).scanner.scan(target, world.switches.informationalIsFound)
}

/** The name and version to look up in advisories; undefined if the format has none, or the package was not read. */
export function targetOf(facts: Content['facts']): ScanTarget | undefined {
  if (facts?.ecosystem === undefined) return undefined
  return { ecosystem: facts.ecosystem, name: facts.osvName ?? facts.name, version: facts.version }
}

/** Restarts scans that were waiting or under way when a state was written. */
export function resumeScans(world: World): void {
  for (const pkg of world.packages.values()) {
    const { status } = pkg.scanning
    if (pkg.isDeleting || isInFlight(pkg)) continue
    if (status !== 'Awaiting Security Scan' && status !== 'Security Scanning in Progress') continue
    pkg.scanning = { ...pkg.scanning, status: 'Awaiting Security Scan' }
    scheduleScan(world, pkg)
  }
}

function change(world: World, pkg: PackageRecord, status: Scanning['status'], changes: Partial<Scanning>) {
  pkg.scanning = { ...pkg.scanning, ...changes, status, statusAt: world.clock.now() }
  pkg.repository.packages.touch(pkg)
}
