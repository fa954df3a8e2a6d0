import type { CallContext } from '../transport/transport.ts'
import { type KnownLimit, RateLimitError, type Refusal } from './api.ts'
import { failed, nameOf } from './failed.ts'

/** What is known about a request that is not sent because of a rate limit. */
export interface HeldBack extends Pick<Refusal, 'rateLimit'>, Pick<KnownLimit, 'limitedBy'> {
  /** Milliseconds until it could be sent. */
  retryAfter: number
  /** Milliseconds since the epoch. */
  now: number
}

/** When a request may be sent, as part of a sentence: the time, which can be found in logs, and how long until then. */
export const whenFrom = (now: number, retryAfter: number): string =>
  `${new Date(now + retryAfter).toISOString()}, in ${Math.ceil(retryAfter / 1000)} s`

/** The error for a request that was not sent because it would have had to wait longer than its call allows. */
export function heldBack(context: CallContext, { now, retryAfter, rateLimit, limitedBy }: HeldBack): RateLimitError {
  const { attempts, reserve, deadline, maxRetryAfter } = context
  const who =
    limitedBy === 'service'
      ? 'Cloudsmith accepts no more requests'
      : `The rest of the rate limit is reserved for others (reserve ${reserve})`
  const bound =
    deadline === undefined
      ? `longer than maxRetryAfter allows (${maxRetryAfter} ms)`
      : `after the deadline (${new Date(deadline).toISOString()})`
  const detail = `${who} until ${whenFrom(now, retryAfter)}: ${bound}.`
  const refusal: Refusal & KnownLimit = {
    ...failed(context),
    // The retry layer has already counted this attempt, which was not sent.
    attempts: attempts - 1,
    status: 429,
    detail,
    code: undefined,
    fields: {},
    headers: {},
    requestId: undefined,
    retryAfter,
    rateLimit,
    retryAt: now + retryAfter,
    limitedBy,
  }
  return new RateLimitError(`${nameOf(context)} was not sent. ${detail}`, refusal)
}
