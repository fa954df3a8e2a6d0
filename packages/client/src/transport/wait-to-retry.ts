import { nameOf } from '../errors/failed.ts'
import { AbortError, ConnectionError, ParseError, RedirectError } from '../errors/transport.ts'
import { sitsOut } from './patience.ts'
import { readWait } from './retry-after.ts'
import type { Outcome, RetryOptions } from './retry-options.ts'
import type { CallContext } from './transport.ts'

/** Waits before a retry, and resolves to true; resolves to false at once if the request is not to be retried. */
export async function waitToRetry(outcome: Outcome, context: CallContext, options: RetryOptions): Promise<boolean> {
  const last = context.attempts > context.retries
  const delay = last ? undefined : delayBeforeRetry(outcome, context, options)
  if (delay === undefined) return false
  context.onWait?.(delay, outcome)
  await options.clock.sleep(delay, context.signal).catch((cause: unknown) => {
    throw new AbortError(`${nameOf(context)} was aborted.`, { cause })
  })
  return true
}

const firstDelay = 500
const longestDelay = 30_000

/**
 * Milliseconds to wait before a retry, or undefined if retrying is not safe, would not help, or would take longer than the call allows.
 *
 * A POST or PATCH is only retried if it certainly had no effect: after a 429, or if no connection was made.
 */
export function delayBeforeRetry(outcome: Outcome, context: CallContext, options: RetryOptions): number | undefined {
  if (!mayRetry(outcome, context)) return undefined
  const now = options.clock.now()
  const asked = outcome instanceof Error ? undefined : readWait(outcome, now)
  if (asked !== undefined) return sitsOut(context, asked, now) ? asked : undefined
  if (!options.quota.take()) return undefined
  return backOff(context.attempts, options.random)
}

/** Exponential backoff with full jitter, in milliseconds: a random delay up to a bound that doubles with every attempt. */
export const backOff = (attempts: number, random: () => number): number =>
  random() * Math.min(longestDelay, firstDelay * 2 ** (attempts - 1))

const transient: ReadonlySet<number> = new Set([408, 429, 502, 503, 504])

function mayRetry(outcome: Outcome, { idempotent, anyServerError = false }: CallContext): boolean {
  if (!(outcome instanceof Error)) {
    const { status } = outcome
    return status === 429 || (idempotent && (transient.has(status) || (anyServerError && status >= 500)))
  }
  // A redirect or body that was rejected is a response, and would be the same every time.
  if (!(outcome instanceof ConnectionError) || outcome instanceof RedirectError || outcome instanceof ParseError) return false
  return idempotent || wasRefused(outcome)
}

/** No connection was made, so nothing was sent. */
export function wasRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(String(error.code))) return true
  return wasRefused(error.cause)
}
