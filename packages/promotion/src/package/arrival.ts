import type { Package, PackageDetail } from '@cloudsmith-sdk/client'
import { finishedScan, type ScanResult } from '@cloudsmith-sdk/client/sync'
import { scanGrace } from '../repository/limits.ts'
import { ArrivalError, type ArrivalProblem } from './errors.ts'
import { compareFiles, type Digested, type FileDigest, filesOf } from './files.ts'

/** What to do with a package that the service cannot scan: let it pass, or block it. */
export type Unscannable = 'pass' | 'block'

/** How to treat a scan that was made before the package arrived. */
export interface StaleScan {
  /** The age from which a scan counts as stale, such as `7 days`. */
  readonly after: string
  /** `pass`: an earlier scan counts, and only packages that were never scanned need one; `block`: a new scan is needed. */
  readonly means: 'pass' | 'block'
}

/** The rules for a package that has arrived, set by the stage or by the caller who promotes a single package. */
export interface ArrivalRules {
  readonly unscannable: Unscannable
  /** Undefined: only a scan made at the destination counts. */
  readonly staleScan: StaleScan | undefined
}

/** The verdict on a package that is at its destination with the right bytes. */
export type ArrivalVerdict =
  | { readonly kind: 'good'; readonly row: Package; readonly scan: Omit<ScanResult, 'package'> }
  /** Its scan has not finished yet. */
  | { readonly kind: 'pending'; readonly row: Package; readonly why: string }
  /** The service will not scan it again on its own. */
  | { readonly kind: 'not scanned again'; readonly row: Package; readonly why: string }
  | { readonly kind: 'failed'; readonly row: Package; readonly problem: ArrivalProblem; readonly why: string }

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
 * Judges a package that is at its destination with the right bytes. Being synchronised is not enough: its scan and its policy status count
 * too.
 *
 * Findings that violate no policy are ignored here: policies and gates decide how many findings are too many.
 *
 * @see docs/service.md#scanning
 */
export function arrivalOf(row: Package, rules: ArrivalRules, now: Date): ArrivalVerdict {
  const scan = scanThatCounts(row, rules, now)
  const found = problemOf(row, scan, rules.unscannable)
  if (found !== undefined) return { kind: 'failed', row, ...found }
  if (scan !== undefined) return { kind: 'good', row, scan }
  const earlier = finishedScan(row, new Date(0))
  if (earlier === undefined) return { kind: 'pending', row, why: row.security_scan_status ?? 'not scanned yet' }
  const last = `it was last scanned at ${earlier.completedAt?.toISOString()}, before it arrived`
  const next = "request a scan, or let that one count with the setting staleScan: { after, means: 'pass' }"
  const why = `${last}, and the service does not rescan within a day on its own: ${next}`
  return { kind: hasGraceEnded(row, now) ? 'not scanned again' : 'pending', row, why }
}

/** The first problem of a synchronised package, if any. Its scan is only considered where there is one. */
function problemOf(
  pkg: Package,
  scan: Pick<ScanResult, 'verdict' | 'status'> | undefined,
  unscannable: Unscannable,
): { problem: ArrivalProblem; why: string } | undefined {
  if (pkg.is_malware_detected) return { problem: 'malware', why: 'malware was found in it' }
  if (pkg.is_quarantined) {
    const reason = pkg.status_reason?.replace(/\.$/, '') ?? 'no reason given'
    return { problem: 'quarantined', why: `it is quarantined: ${reason}` }
  }
  if (pkg.policy_violated) return { problem: 'policy violated', why: 'it violates a policy' }
  if (scan?.verdict === 'failed') return { problem: 'scan failed', why: `its scan failed (${scan.status}): request another` }
  if (scan?.verdict !== 'unscannable' || unscannable === 'pass') return undefined
  const advice = "if that is acceptable, set unscannable: 'pass'"
  return { problem: 'cannot be scanned', why: `the service does not scan it (${scan.status}): ${advice}` }
}

/** The scan that counts: the package's own, or an earlier one if the rules allow it and the service will not scan again. */
function scanThatCounts(row: Package, { staleScan }: ArrivalRules, now: Date): Omit<ScanResult, 'package'> | undefined {
  const own = finishedScan(row)
  if (own !== undefined || staleScan?.means !== 'pass') return own
  return hasGraceEnded(row, now) ? finishedScan(row, new Date(0)) : undefined
}

const hasGraceEnded = ({ sync_finished_at: at }: Package, now: Date): boolean =>
  at !== null && now.getTime() - Date.parse(at) >= scanGrace
