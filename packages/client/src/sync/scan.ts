import type { PackageDetail } from '../generated/v1.ts'
import type { CloudsmithV1 } from '../generated/v1-methods.ts'
import { enduring } from './enduring.ts'
import { WaitTimeoutError } from './errors.ts'
import { describePackage, type PackageRef } from './package-ref.ts'
import { pending, type Timed, type WaitOptions, waitUntil } from './wait.ts'

/** What a finished vulnerability scan says. */
export type ScanVerdict = 'clean' | 'vulnerable' | 'failed' | 'unscannable'

/** A finished scan. */
export interface ScanResult {
  readonly verdict: ScanVerdict
  /** The service's words. */
  readonly status: string
  /** When it ended; undefined where there was none. */
  readonly completedAt: Date | undefined
  readonly package: PackageDetail
}

/** Options of {@link waitForScan}. */
export interface ScanWaitOptions extends WaitOptions {
  /**
   * Only a scan that ended at or after this moment counts. Default: when the package was last synchronised, so that what is known of
   * the package that it was copied from is not taken for the copy's own result.
   */
  since?: Date | undefined
}

/**
 * Waits until a package was scanned for vulnerabilities since it came to be where it is. A format, or a repository, that is not
 * scanned ends the wait with the verdict `unscannable`: what that means is the caller's decision.
 *
 * @throws {WaitTimeoutError} it took longer than `timeout`
 * @see docs/service.md#status: the words of `security_scan_status`; others that the service is known to send count as vulnerable
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

/** A scan of before the package came does not count, so its words alone would read as if the wait were over. */
function statusText({ security_scan_status, security_scan_completed_at }: Scannable): string {
  if (!security_scan_status) return 'no scan yet'
  const isFinished = verdictOf(security_scan_status) !== undefined && security_scan_completed_at !== null
  return isFinished ? `${security_scan_status} at ${security_scan_completed_at}, too early to count` : security_scan_status
}

/** The finished scan of a package, or undefined while there is none that counts. */
export function scanResult(pkg: PackageDetail, since?: Date): ScanResult | undefined {
  const scan = finishedScan(pkg, since)
  return scan === undefined ? undefined : { ...scan, package: pkg }
}

/** The part of a package that its scan is known from. */
export type Scannable = Pick<PackageDetail, 'security_scan_status' | 'security_scan_completed_at' | 'sync_finished_at'>

/** As {@link scanResult}, without the package: the row of a list will do. */
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
