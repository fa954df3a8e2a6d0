import type { PackageDetail } from '@cloudsmith-sdk/client'
import { ArrivalError } from '../errors.ts'
import { compareBytes, type Digested, type FileDigest } from '../identity.ts'
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
  const { same, differences } = compareBytes(source, arrived)
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
export function verifyStanding({ package: pkg, verdict, status }: ScanResult, unscannable: Unscannable): void {
  if (pkg.is_malware_detected) throw new ArrivalError(pkg, 'malware', 'malware was found in it.')
  if (pkg.is_quarantined)
    throw new ArrivalError(pkg, 'quarantined', `it is quarantined: ${pkg.status_reason ?? 'no reason is given'}.`)
  if (pkg.policy_violated) throw new ArrivalError(pkg, 'policy violated', 'it violates a policy.')
  if (verdict === 'failed') throw new ArrivalError(pkg, 'scan failed', `its scan failed (${status}). Ask for another.`)
  if (verdict === 'unscannable' && unscannable === 'block') {
    const advice = "If that is acceptable, say so with { unscannable: 'pass' }."
    throw new ArrivalError(pkg, 'cannot be scanned', `the service does not scan it (${status}). ${advice}`)
  }
}
