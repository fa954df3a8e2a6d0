import { CloudsmithError } from '../errors/base.ts'
import type { Package } from '../generated/v1.ts'
import { describePackage } from './package-ref.ts'

/** Why a synchronisation failed, read from the service's words; `unknown` where it gives none that are known. */
export type SyncFailure = 'duplicate' | 'unparsable' | 'malware' | 'cut off' | 'unknown'

/** The service could not synchronise the package. */
export class SyncFailedError extends CloudsmithError {
  static override readonly kind: string = 'SyncFailedError'

  /** The package as it was when it failed. */
  readonly package: Package
  /** Why. */
  readonly failure: SyncFailure
  /** The service's own words. */
  readonly reason: string | undefined
  /** Synchronising it again cannot help: delete it. */
  readonly nonRetryable: boolean

  constructor(pkg: Package, failure: SyncFailure, nonRetryable: boolean) {
    const advice = nonRetryable ? 'Delete it; synchronising it again cannot help.' : 'Synchronise it again, or upload it anew.'
    super(
      `${describePackage(pkg)} failed to synchronise in ${pkg.repository} at "${pkg.stage_str}": ${pkg.status_reason ?? 'the service gives no reason'}. ${advice}`,
    )
    this.package = pkg
    this.failure = failure
    this.reason = pkg.status_reason ?? undefined
    this.nonRetryable = nonRetryable
  }
}

/** The wait for a package had to end. What is waited for may still happen: look again. */
export class WaitTimeoutError extends CloudsmithError {
  static override readonly kind: string = 'WaitTimeoutError'
}
