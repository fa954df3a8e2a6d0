import { later } from '../load-later.ts'
import type { Outcome, RetryOptions } from './retry-options.ts'
import type { Transport } from './transport.ts'

/**
 * Retries a request if that is safe and may help.
 *
 * A delay that the server asks for is never shortened. If it is longer than the call allows, the call fails at once, so that the caller can decide
 * what to do. If everything fails, the quota ends the retries of all calls before they make things worse.
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
