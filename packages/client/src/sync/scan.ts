import type { PackageDetail } from '../generated/v1.ts'
import type { CloudsmithV1 } from '../generated/v1-methods.ts'
import { enduring } from './enduring.ts'
import { WaitTimeoutError } from './errors.ts'
import { describePackage, type PackageRef } from './package-ref.ts'
import { pending, type Timed, type WaitOptions, waitUntil } from './wait.ts'

/**
 * The outcome of a vulnerability scan: `clean` without vulnerabilities, `vulnerable` with some, `failed` if the scan itself failed, `unscannable` if
 * scanning is disabled, was skipped, or does not support the format.
 */
export type ScanVerdict = 'clean' | 'vulnerable' | 'failed' | 'unscannable'

/** A finished scan. */
export interface ScanResult {
  /** The outcome of the scan. */
  readonly verdict: ScanVerdict
  /** The service's own text, from `security_scan_status`. */
  readonly status: string
  /** When the scan ended; undefined if there was none. */
  readonly completedAt: Date | undefined
  /** The scanned package. */
  readonly package: PackageDetail
}

/** Options of {@link waitForScan}. */
export interface ScanWaitOptions extends WaitOptions {
  /**
   * Only a scan that ended at or after this time counts. Default: when the package was last synchronised, so that for a copy, the result of the
   * original package is not mistaken for its own.
   */
  since?: Date | undefined
}

/**
 * Waits until a package has been scanned for vulnerabilities since it arrived in its repository. If the format or the repository is not
 * scanned, the wait ends with the verdict `unscannable`: the caller decides what that means.
 *
 * @throws {WaitTimeoutError} the scan took longer than `timeout`
 * @see docs/service.md#status: the values of `security_scan_status`
 */
export async function waitForScan(
  cloudsmith: CloudsmithV1 & Timed,
  ref: PackageRef,
  options: ScanWaitOptions = {},
): Promise<ScanResult> {
  const { signal, since } = options
  return await waitUntil(
    cloudsmith,
    enduring(async () => {
      const pkg = await cloudsmith.packages.read({ ...ref }, { signal })
      return scanResult(pkg, since) ?? pending(`${describePackage(pkg)}: ${statusText(pkg)}`)
    }),
    (seen, waited) =>
      new WaitTimeoutError(`No scan in ${ref.repo} within ${waited} ms (${seen}). Raise timeout, or request a scan.`),
    options,
  )
}

/** A scan from before the package arrived does not count; its status alone would read as if the wait were over. */
function statusText({ security_scan_status, security_scan_completed_at }: Scannable): string {
  if (!security_scan_status) return 'no scan yet'
  const isFinished = verdictOf(security_scan_status) !== undefined && security_scan_completed_at !== null
  return isFinished ? `${security_scan_status} at ${security_scan_completed_at}, too early to count` : security_scan_status
}

/**
 * The finished scan of a package, or undefined while there is none.
 *
 * @param since only a scan that ended at or after this time counts; default: when the package was last synchronised
 */
export function scanResult(pkg: PackageDetail, since?: Date): ScanResult | undefined {
  const scan = finishedScan(pkg, since)
  return scan === undefined ? undefined : { ...scan, package: pkg }
}

/** The fields of a package from which its scan is read. */
export type Scannable = Pick<PackageDetail, 'security_scan_status' | 'security_scan_completed_at' | 'sync_finished_at'>

/** Like {@link scanResult}, but without the package in the result, so that a row of a list is enough. */
export function finishedScan(pkg: Scannable, since?: Date): Omit<ScanResult, 'package'> | undefined {
  const status = pkg.security_scan_status ?? ''
  const verdict = verdictOf(status)
  if (verdict === undefined) return undefined
  const completedAt = pkg.security_scan_completed_at === null ? undefined : new Date(pkg.security_scan_completed_at)
  const scan = { verdict, status, completedAt }
  if (verdict === 'unscannable') return scan
  const earliest = since ?? (pkg.sync_finished_at === null ? undefined : new Date(pkg.sync_finished_at))
  return completedAt === undefined || (earliest !== undefined && completedAt < earliest) ? undefined : scan
}

const verdicts: Readonly<Record<string, ScanVerdict>> = {
  'Scan Detected No Vulnerabilities': 'clean',
  'Scan Detected Vulnerabilities': 'vulnerable',
  'Security Scanning Failed': 'failed',
  'Security Scanning Disabled': 'unscannable',
  'Security Scanning Skipped': 'unscannable',
  'Security Scanning Not Supported': 'unscannable',
}

function verdictOf(status: string): ScanVerdict | undefined {
  if (/^\d+ Vulnerabilit(y|ies) Detected$/.test(status)) return 'vulnerable'
  return verdicts[status]
}
