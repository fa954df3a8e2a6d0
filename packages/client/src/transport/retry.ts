import type { RetryQuota } from './retry-quota.ts'
import type { Clock, Transport } from './transport.ts'

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

/**
 * Sends a request again where that is safe and may help.
 *
 * A server's own delay is obeyed and never shortened; one that is longer than the call wants to wait fails at once, because a caller would
 * rather know than sleep. Where everything fails, the quota ends the retries of all calls before they make it worse.
 */
export function withRetry(next: Transport, options: RetryOptions): Transport {
  return async function retrying(request, context) {
    for (;;) {
      context.attempts += 1
      let outcome: Outcome
      try {
        outcome = await next(request, context)
        if (outcome.ok) {
          options.quota.give()
          return outcome
        }
      } catch (error) {
        if (!(error instanceof Error)) throw error
        outcome = error
      }
      // Loaded when first needed: most attempts succeed.
      const { waitToRetry } = await import('../later.ts')
      if (await waitToRetry(outcome, context, options)) continue
      if (outcome instanceof Error) throw outcome
      return outcome
    }
  }
}
