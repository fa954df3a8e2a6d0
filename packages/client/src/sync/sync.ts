import { visible } from '../errors/visible.ts'
import type { Package, PackageDetail } from '../generated/v1.ts'
import type { CloudsmithV1 } from '../generated/v1-methods.ts'
import { enduring } from './enduring.ts'
import { SyncFailedError, type SyncFailure, WaitTimeoutError } from './errors.ts'
import { describePackage, type PackageRef } from './package-ref.ts'
import { pending, type Timed, type WaitOptions, waitUntil } from './wait.ts'

const advice = 'Raise timeout, or check again later.'

/**
 * Waits until a package is synchronised, and resolves to it. Neither quarantine nor a temporary failure of the service ends the wait: a quarantined
 * package is synchronised like any other.
 *
 * @throws {SyncFailedError} synchronisation failed; the error says whether trying again can help
 * @throws {WaitTimeoutError} synchronisation took longer than `timeout`
 * @see packages_status
 */
export async function waitForSync(
  cloudsmith: CloudsmithV1 & Timed,
  ref: PackageRef,
  options: WaitOptions = {},
): Promise<PackageDetail> {
  const { signal } = options
  const { pkg, hasFailed } = await waitUntil(
    cloudsmith,
    enduring(async () => {
      const seen = await cloudsmith.packages.status({ ...ref }, { signal })
      if (!seen.is_sync_completed && !seen.is_sync_failed) return pending(`${seen.stage_str}, ${seen.sync_progress} %`)
      return { pkg: await cloudsmith.packages.read({ ...ref }, { signal }), hasFailed: seen.is_sync_failed }
    }),
    (seen, waited) =>
      new WaitTimeoutError(`${ref.identifier} in ${ref.repo} was not synchronised within ${waited} ms (${seen}). ${advice}`),
    options,
  )
  if (hasFailed) throw failureOf(pkg)
  return pkg
}

function failureOf(pkg: PackageDetail): SyncFailedError {
  const reason = pkg.status_reason ?? undefined
  const nonRetryable = isHopeless(reason)
  const next = nonRetryable
    ? 'Delete it; retrying the synchronisation cannot help.'
    : 'Retry the synchronisation, or upload it again.'
  return new SyncFailedError(describeFailure(pkg, next), { package: pkg, failure: classify(reason), reason, nonRetryable })
}

/** A message that says which package failed, where and why, and what to do next. */
export function describeFailure(pkg: Package, next: string): string {
  const where = `${describePackage(pkg)} failed to synchronise in ${pkg.repository} at "${pkg.stage_str}"`
  return visible(`${where}: ${pkg.status_reason?.replace(/\.$/, '') ?? 'the service gives no reason'}. ${next}`)
}

/** Options of {@link resync}. */
export interface ResyncOptions extends WaitOptions {
  /** How many times to try before giving up. Default: 3, as in the vendor's command line. */
  attempts?: number | undefined
}

/**
 * Synchronises a package again and waits for it. Retries a failed synchronisation up to `attempts` times, unless retrying cannot help.
 *
 * @throws {SyncFailedError} every attempt failed, or the failure is permanent
 * @throws {WaitTimeoutError} an attempt took longer than `timeout`
 * @see packages_resync
 */
export async function resync(
  cloudsmith: CloudsmithV1 & Timed,
  ref: PackageRef,
  options: ResyncOptions = {},
): Promise<PackageDetail> {
  const { attempts = 3, signal } = options
  for (let attempt = 1; ; attempt++) {
    await cloudsmith.packages.resync({ ...ref }, { signal })
    try {
      return await waitForSync(cloudsmith, ref, options)
    } catch (error) {
      if (!(error instanceof SyncFailedError) || error.nonRetryable || attempt >= attempts) throw error
    }
  }
}

/** The service has no machine-readable reason: these are messages that were observed. */
const words: readonly (readonly [RegExp, SyncFailure])[] = [
  [/already exists/i, 'duplicate'],
  [/could not parse metadata/i, 'unparsable'],
  [/malicious content/i, 'malware'],
]

function classify(reason: string | undefined): SyncFailure {
  // If the bytes never arrived, the service gives no reason.
  if (reason === undefined) return 'cut off'
  return words.find(([pattern]) => pattern.test(reason))?.[1] ?? 'unknown'
}

/** Whether the service's message means that it will never accept the package. */
const isHopeless = (reason: string | undefined) => /package should be deleted|malicious content/i.test(reason ?? '')
