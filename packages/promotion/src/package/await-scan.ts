import { type Cloudsmith, type PackageDetail, WaitTimeoutError } from '@cloudsmith-sdk/client'
import type { ScanResult } from '@cloudsmith-sdk/client/sync'
import { describePackage, pending, refOf, type WaitOptions, waitUntil } from '@cloudsmith-sdk/client/sync'
import { type ArrivalRules, type ArrivalVerdict, arrivalOf } from './arrival.ts'
import { ArrivalError } from './errors.ts'

/**
 * Waits for the scan that counts, but only as long as one can still be expected.
 *
 * @throws {ArrivalError} the package has a problem, or the service will not scan it again
 * @throws {WaitTimeoutError} it took longer than `timeout`
 */
export function awaitScan(
  cloudsmith: Cloudsmith,
  arrived: PackageDetail,
  rules: ArrivalRules,
  options: WaitOptions,
): Promise<{ package: PackageDetail; scan: Omit<ScanResult, 'package'> }> {
  const { signal } = options
  const ref = refOf(arrived)
  return waitUntil(
    cloudsmith,
    async () => {
      const row = await cloudsmith.packages.read({ ...ref }, { signal })
      const verdict = requireStanding(row, rules, new Date(cloudsmith.clock.now()))
      if (verdict.kind === 'good') return { package: row, scan: verdict.scan }
      if (verdict.kind === 'not scanned again') throw new ArrivalError(row, 'scanned before it arrived', `${verdict.why}.`)
      return pending(verdict.why)
    },
    (seen, waited) =>
      new WaitTimeoutError(
        `No scan of ${describePackage(arrived)} in ${ref.repo} within ${waited} ms (${seen}). Raise timeout, or request a scan.`,
      ),
    options,
  )
}

/** @throws {ArrivalError} the package has a problem */
export function requireStanding(row: PackageDetail, rules: ArrivalRules, now: Date): Exclude<ArrivalVerdict, { kind: 'failed' }> {
  const verdict = arrivalOf(row, rules, now)
  if (verdict.kind === 'failed') throw new ArrivalError(row, verdict.problem, `${verdict.why}.`)
  return verdict
}
