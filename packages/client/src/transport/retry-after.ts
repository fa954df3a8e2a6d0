import { readAllowance } from './rate-limit.ts'

/**
 * How long an answer asks to wait, in milliseconds: its `Retry-After`, or for a 429 without one, until its window ends. Undefined where
 * it says neither.
 *
 * @param now milliseconds since the epoch
 */
export function readWait({ status, headers }: Pick<Response, 'status' | 'headers'>, now: number): number | undefined {
  const asked = readRetryAfter(headers, now)
  if (asked !== undefined || status !== 429) return asked
  const { remaining = 0, resetAt = now } = readAllowance(headers)
  // Where requests are left, it is something else that limits.
  return remaining > 0 || resetAt <= now ? undefined : resetAt - now
}

/**
 * The `Retry-After` of an answer in milliseconds, given in seconds or as an HTTP date. Undefined where there is none.
 *
 * @param now milliseconds since the epoch
 */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(value)) return Math.min(Number(value) * 1000, longestWait)
  // Date.parse alone finds a date in almost anything: `-5` is a day in 2001.
  const date = /^[A-Z][a-z]{2}, .* GMT$/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

/** Milliseconds, some 30 years: what anybody asks for beyond is a mistake, and would end beyond what a `Date` can hold. */
const longestWait = 1e12
