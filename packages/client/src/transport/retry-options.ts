import type { RetryQuota } from './retry-quota.ts'
import type { Clock } from './transport.ts'

/** How to send again. */
export interface RetryOptions {
  clock: Clock
  /** What retries may still cost; those of one client share it. */
  quota: RetryQuota
  /** 0 up to 1, for the jitter. */
  random: () => number
}

/** An answer, or the error in its place. */
export type Outcome = Response | Error
