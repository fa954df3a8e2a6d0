import { CloudsmithError } from '../errors/base.ts'
import type { Package } from '../generated/v1.ts'

/**
 * Why a synchronisation failed, derived from the service's message: `duplicate` of an existing package, `unparsable` file, `malware`, `cut off` if
 * the service gives no reason, as for a file that never arrived, `unknown` if the message is not recognised.
 */
export type SyncFailure = 'duplicate' | 'unparsable' | 'malware' | 'cut off' | 'unknown'

/**
 * The service could not synchronise the package.
 *
 * @remedy Check `failure`: delete a duplicate or push it under another version, rebuild a file that cannot be parsed, delete malware.
 * If `nonRetryable` is false, `resync` may help.
 */
export class SyncFailedError extends CloudsmithError {
  static override readonly kind: string = 'SyncFailedError'

  /** The package as it was when it failed. */
  declare readonly package: Package
  /** Why it failed. */
  declare readonly failure: SyncFailure
  /** The service's own message. */
  declare readonly reason: string | undefined
  /** Whether synchronising again cannot help, so that the package should be deleted. */
  declare readonly nonRetryable: boolean

  constructor(message: string, known: Pick<SyncFailedError, 'package' | 'failure' | 'reason' | 'nonRetryable'>) {
    super(message)
    Object.assign(this, known)
  }
}

/**
 * Waiting took longer than `timeout`. What was waited for may still happen.
 *
 * @remedy Wait again: the service continues regardless. If it regularly takes longer, pass a longer `timeout`.
 */
export class WaitTimeoutError extends CloudsmithError {
  static override readonly kind: string = 'WaitTimeoutError'
}
