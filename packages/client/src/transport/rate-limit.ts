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
  if (!headers.has('x-ratelimit-limit')) return undefined
  const { limit, remaining, resetAt, interval } = readAllowance(headers)
  if (limit === undefined || remaining === undefined || resetAt === undefined) return undefined
  return { limit, remaining, resetAt, interval }
}

/** What of them is there. */
export function readAllowance(headers: Headers): Partial<{ [Name in keyof RateLimit]: number | undefined }> {
  return {
    limit: read(headers, 'x-ratelimit-limit'),
    remaining: read(headers, 'x-ratelimit-remaining'),
    resetAt: read(headers, 'x-ratelimit-reset', 1000),
    interval: read(headers, 'x-ratelimit-interval', 1000),
  }
}

/** As seconds this is beyond the year 30,000: what is larger is a mistake. */
const tooLarge = 1e12

function read(headers: Headers, name: string, factor = 1): number | undefined {
  const text = headers.get(name)
  if (text === null || text.trim() === '') return undefined
  const value = Number(text)
  return value >= 0 && value < tooLarge ? value * factor : undefined
}
