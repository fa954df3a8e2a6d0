import { AbortError, ConnectionError, RedirectError } from '../errors/transport.ts'
import { sitsOut } from './patience.ts'
import { readWait } from './retry-after.ts'
import type { RetryQuota } from './retry-quota.ts'
import type { CallContext, Clock, Transport } from './transport.ts'

/** How to send again. */
export interface RetryOptions {
  clock: Clock
  /** What retries may still cost; those of one client share it. */
  quota: RetryQuota
  /** 0 up to 1, for the jitter. */
  random: () => number
}

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
      const last = context.attempts > context.retries
      let outcome: Outcome
      try {
        outcome = await next(request, context)
      } catch (error) {
        if (!(error instanceof Error)) throw error
        outcome = error
      }
      const delay = last ? undefined : delayBeforeRetry(outcome, context, options)
      if (delay === undefined) return conclude(outcome, options.quota)
      context.onWait?.(delay, outcome)
      await options.clock.sleep(delay, context.signal).catch((cause: unknown) => {
        throw new AbortError(`${context.operation} was aborted.`, { cause })
      })
    }
  }
}

/** An answer, or the error in its place. */
export type Outcome = Response | Error

function conclude(outcome: Outcome, quota: RetryQuota): Response {
  if (outcome instanceof Error) throw outcome
  if (outcome.ok) quota.give()
  return outcome
}

const firstDelay = 500
const longestDelay = 30_000

/**
 * Milliseconds to wait before sending again, or undefined where that is not safe, would not help, or would take longer than the
 * caller wants to wait.
 *
 * A POST or PATCH is sent again only where the service surely did not act on it: 429, or no connection was made.
 */
export function delayBeforeRetry(outcome: Outcome, context: CallContext, options: RetryOptions): number | undefined {
  if (!mayRetry(outcome, context)) return undefined
  const now = options.clock.now()
  const asked = outcome instanceof Error ? undefined : readWait(outcome, now)
  if (asked !== undefined) return sitsOut(context, asked, now) ? asked : undefined
  if (!options.quota.take()) return undefined
  return backOff(context.attempts, options.random)
}

/** Milliseconds to wait after so many attempts: any number up to a bound that doubles, so that those who failed together spread. */
export const backOff = (attempts: number, random: () => number): number =>
  random() * Math.min(longestDelay, firstDelay * 2 ** (attempts - 1))

const transient: ReadonlySet<number> = new Set([408, 429, 502, 503, 504])

function mayRetry(outcome: Outcome, { idempotent, anyServerError = false }: CallContext): boolean {
  if (!(outcome instanceof Error)) {
    const { status } = outcome
    return status === 429 || (idempotent && (transient.has(status) || (anyServerError && status >= 500)))
  }
  // A redirect that must not be followed is an answer, and the same one every time.
  if (!(outcome instanceof ConnectionError) || outcome instanceof RedirectError) return false
  return idempotent || wasRefused(outcome)
}

/** No connection was made, so nothing was sent. */
export function wasRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(String(error.code))) return true
  return wasRefused(error.cause)
}
