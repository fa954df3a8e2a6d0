import { CloudsmithError } from '../errors/base.ts'
import type { Package } from '../generated/v1.ts'

/** Why a synchronisation failed, read from the service's words; `unknown` where it gives none that are known. */
export type SyncFailure = 'duplicate' | 'unparsable' | 'malware' | 'cut off' | 'unknown'

/**
 * The service could not synchronise the package.
 *
 * @remedy Look at `failure`: a duplicate is deleted or pushed under another version, a file that cannot be parsed is
 * built anew, malware is deleted. Where `nonRetryable` is false, `resync` may help.
 */
export class SyncFailedError extends CloudsmithError {
  static override readonly kind: string = 'SyncFailedError'

  /** The package as it was when it failed. */
  declare readonly package: Package
  /** Why. */
  declare readonly failure: SyncFailure
  /** The service's own words. */
  declare readonly reason: string | undefined
  /** Synchronising it again cannot help: delete it. */
  declare readonly nonRetryable: boolean

  constructor(message: string, known: Pick<SyncFailedError, 'package' | 'failure' | 'reason' | 'nonRetryable'>) {
    super(message)
    Object.assign(this, known)
  }
}

/**
 * The wait for a package had to end. What is waited for may still happen: look again.
 *
 * @remedy Wait again: what is waited for goes on without anybody who waits. Give a longer `timeout` where it takes
 * longer as a rule.
 */
export class WaitTimeoutError extends CloudsmithError {
  static override readonly kind: string = 'WaitTimeoutError'
}
