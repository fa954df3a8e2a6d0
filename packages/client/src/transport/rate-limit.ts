/**
 * The caller's rate limit, as last reported by the service.
 *
 * @see docs/service.md#rate-limits: the service sends these headers with every response
 */
export interface RateLimit {
  /** Requests allowed in the current window. */
  readonly limit: number
  /** Requests left in the current window. */
  readonly remaining: number
  /** When the window ends, in milliseconds since the epoch. */
  readonly resetAt: number
  /** Milliseconds to wait between requests in order never to reach the limit; undefined if the service does not report it. */
  readonly interval: number | undefined
}

/** Reads the `X-RateLimit-*` headers of a response; undefined if they are missing or not numbers. */
export function readRateLimit(headers: Headers): RateLimit | undefined {
  if (!headers.has('x-ratelimit-limit')) return undefined
  const { limit, remaining, resetAt, interval } = readAllowance(headers)
  if (limit === undefined || remaining === undefined || resetAt === undefined) return undefined
  return { limit, remaining, resetAt, interval }
}

/** Reads those of the headers that are present. */
export function readAllowance(headers: Headers): Partial<{ [Name in keyof RateLimit]: number | undefined }> {
  return {
    limit: read(headers, 'x-ratelimit-limit'),
    remaining: read(headers, 'x-ratelimit-remaining'),
    resetAt: read(headers, 'x-ratelimit-reset', 1000),
    interval: read(headers, 'x-ratelimit-interval', 1000),
  }
}

/** As seconds, this is beyond the year 30,000: a larger value is a mistake. */
const tooLarge = 1e12

function read(headers: Headers, name: string, factor = 1): number | undefined {
  const text = headers.get(name)
  if (text === null || text.trim() === '') return undefined
  const value = Number(text)
  return value >= 0 && value < tooLarge ? value * factor : undefined
}
