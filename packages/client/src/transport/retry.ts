import { later } from '../load-later.ts'
import type { Outcome, RetryOptions } from './retry-options.ts'
import type { Transport } from './transport.ts'

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
      const { waitToRetry } = await later()
      if (await waitToRetry(outcome, context, options)) continue
      if (outcome instanceof Error) throw outcome
      return outcome
    }
  }
}
