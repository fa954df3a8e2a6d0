import type { RetryQuota } from './retry-quota.ts'
import type { Clock } from './transport.ts'

/** Options of the retry layer. */
export interface RetryOptions {
  clock: Clock
  /** Quota for retries, shared by all calls of a client. */
  quota: RetryQuota
  /** Returns a number from 0 up to but not including 1, for the jitter. */
  random: () => number
}

/** The outcome of an attempt: a response or an error. */
export type Outcome = Response | Error
