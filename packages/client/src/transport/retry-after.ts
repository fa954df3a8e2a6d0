import { readAllowance } from './rate-limit.ts'

/**
 * How long a response asks to wait, in milliseconds: its `Retry-After`, or for a 429 without one, the time until its rate-limit window ends.
 * Undefined if it says neither.
 *
 * @param now milliseconds since the epoch
 */
export function readWait({ status, headers }: Pick<Response, 'status' | 'headers'>, now: number): number | undefined {
  const asked = readRetryAfter(headers, now)
  if (asked !== undefined || status !== 429) return asked
  const { remaining = 0, resetAt = now } = readAllowance(headers)
  // If requests are left, this is not the limit that was exceeded.
  return remaining > 0 || resetAt <= now ? undefined : resetAt - now
}

/**
 * The `Retry-After` header of a response, converted to milliseconds from seconds or an HTTP date. Undefined if there is none.
 *
 * @param now milliseconds since the epoch
 */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(value)) return Math.min(Number(value) * 1000, longestWait)
  // Date.parse alone accepts almost anything as a date: `-5` is a day in 2001.
  const date = /^[A-Z][a-z]{2}, .* GMT$/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

/** In milliseconds, some 30 years: a longer wait is a mistake, and could end beyond the range of a `Date`. */
const longestWait = 1e12
