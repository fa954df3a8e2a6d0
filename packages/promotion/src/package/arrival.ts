import type { Package, PackageDetail } from '@cloudsmith-sdk/client'
import { ArrivalError, type ArrivalProblem } from './errors.ts'
import { compareFiles, type Digested, type FileDigest, filesOf } from './files.ts'
import type { ScanResult } from './scan.ts'

/** What to make of a package that the service does not scan. */
export type Unscannable = 'pass' | 'block'

/**
 * Checks that a package that reached its destination has the source's bytes.
 *
 * @returns name and digest of every file
 * @throws {ArrivalError} a file differs, is missing or has no digest to compare
 */
export function verifyBytes(source: Digested, arrived: PackageDetail): readonly FileDigest[] {
  const { same, differences } = compareFiles(filesOf(source), filesOf(arrived))
  if (differences.length === 0) return same
  const files = differences.map(
    ({ filename, source: sent, destination }) => `${filename} (source sha256 ${sent ?? 'none'}, here ${destination ?? 'none'})`,
  )
  throw new ArrivalError(arrived, 'bytes differ', `its bytes are not the source's: ${files.join(', ')}.`)
}

/**
 * Checks that nothing speaks against a package that reached its destination. Synchronised alone is not enough.
 *
 * Findings that violate no policy do not count here: which findings are too many is what policies, and gates, say.
 *
 * @throws {ArrivalError} it is quarantined, violates a policy, holds malware, its scan failed, or it cannot be scanned and
 *   `unscannable` is `block`
 */
export function verifyStanding({ package: pkg, ...scan }: ScanResult, unscannable: Unscannable): void {
  const found = standingProblem(pkg, scan, unscannable)
  if (found !== undefined) throw new ArrivalError(pkg, found.problem, found.detail)
}

/** What speaks against a package that is synchronised, as far as is known; of its scan only where there is one. */
export function standingProblem(
  pkg: Package,
  scan: Pick<ScanResult, 'verdict' | 'status'> | undefined,
  unscannable: Unscannable,
): { problem: ArrivalProblem; detail: string } | undefined {
  if (pkg.is_malware_detected) return { problem: 'malware', detail: 'malware was found in it.' }
  if (pkg.is_quarantined) {
    return { problem: 'quarantined', detail: `it is quarantined: ${pkg.status_reason ?? 'no reason is given'}.` }
  }
  if (pkg.policy_violated) return { problem: 'policy violated', detail: 'it violates a policy.' }
  if (scan?.verdict === 'failed') {
    return { problem: 'scan failed', detail: `its scan failed (${scan.status}). Ask for another.` }
  }
  if (scan?.verdict !== 'unscannable' || unscannable === 'pass') return undefined
  const advice = "If that is acceptable, say so with { unscannable: 'pass' }."
  return { problem: 'cannot be scanned', detail: `the service does not scan it (${scan.status}). ${advice}` }
}
