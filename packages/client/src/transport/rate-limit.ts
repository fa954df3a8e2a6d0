/**
 * What the service last said of the caller's allowance.
 *
 * @see docs/service.md#rate-limits: the service sends these on every answer
 */
export interface RateLimit {
  /** Requests allowed in the current window. */
  readonly limit: number
  /** Requests left in the current window. */
  readonly remaining: number
  /** When the window ends, in milliseconds since the epoch. */
  readonly resetAt: number
  /** Milliseconds to wait between requests so as never to meet the limit. */
  readonly interval: number | undefined
}

/** Reads the `X-RateLimit-*` headers of an answer; undefined where they are missing or not numbers. */
export function readRateLimit(headers: Headers): RateLimit | undefined {
  const limit = number(headers.get('x-ratelimit-limit'))
  const remaining = number(headers.get('x-ratelimit-remaining'))
  const reset = number(headers.get('x-ratelimit-reset'))
  const interval = number(headers.get('x-ratelimit-interval'))
  if (limit === undefined || remaining === undefined || reset === undefined) return undefined
  return { limit, remaining, resetAt: reset * 1000, interval: interval === undefined ? undefined : interval * 1000 }
}

function number(text: string | null): number | undefined {
  if (text === null || text.trim() === '') return undefined
  const value = Number(text)
  return Number.isFinite(value) && value >= 0 ? value : undefined
}
