import { InvalidRequestError } from './errors/base.ts'
import type { Limits } from './transport/transport.ts'

/** Timeouts, retries and rate limiting of a client. `withOptions` returns a client with different limits over the same connection. */
export interface ClientLimits {
  /** Milliseconds allowed for one attempt, including reading the body. Default: 30 000. */
  timeout?: number | undefined
  /**
   * Milliseconds allowed for a whole call: every attempt, and the waits before and between them. For a list, it applies to each page.
   * Default: no limit.
   */
  totalTimeout?: number | undefined
  /** How many times to retry a request if that is safe; 0 disables retries. Default: 4. */
  retries?: number | undefined
  /**
   * Longest wait that the service may ask for, in milliseconds. If it asks for a longer one, the call fails at once; a rate limit then
   * throws a `RateLimitError`. Default: 60 000.
   */
  maxRetryAfter?: number | undefined
  /**
   * Time by which a wait for the rate limit or a `Retry-After` must be over, in milliseconds since the epoch on the client's clock. Such a
   * wait is sat out, however long, if it ends by then; otherwise the call fails at once. Overrides `maxRetryAfter`, and does not cut off a
   * request that is already under way. Default: none.
   */
  deadline?: number | undefined
  /**
   * Share of the account's rate limit to leave to other programs that use the same key, from 0 up to but not including 1. With 0.25, the
   * client waits for the next window once only a quarter of the requests in the current one is left. Default: 0.
   */
  reserve?: number | undefined
  /**
   * Largest body of a successful response, in bytes after decompression; a larger one throws a `ResponseTooLargeError`. Does not apply to
   * downloads, which are streamed. Default: 67 108 864 (64 MiB).
   */
  maxResponseBytes?: number | undefined
}

/** The default limits of a client. */
export const defaultLimits: Limits = {
  timeout: 30_000,
  totalTimeout: Number.POSITIVE_INFINITY,
  retries: 4,
  maxRetryAfter: 60_000,
  deadline: undefined,
  reserve: 0,
  maxResponseBytes: 2 ** 26,
}

const names = Object.keys(defaultLimits) as (keyof Limits)[]

/** Limits that must not be zero. */
const positive: readonly string[] = ['timeout', 'totalTimeout', 'maxResponseBytes']

/**
 * Checks limits, and takes missing ones from `others`.
 *
 * @throws {InvalidRequestError} a limit has an invalid value
 */
export function resolveLimits(given: ClientLimits, others: Limits = defaultLimits): Limits {
  // Most calls set no limits: nothing is copied for them.
  let limits = others
  for (const name of names) {
    const value = given[name]
    if (value === undefined) continue
    const least = positive.includes(name) ? 1 : 0
    // Reserving everything would leave no requests for this client.
    const isWhole = name === 'reserve' && value >= 1
    if (typeof value !== 'number' || !(value >= least) || isWhole) {
      const range = name === 'reserve' ? ' and below 1' : ''
      throw new InvalidRequestError(`${name} must be a number of at least ${least}${range}, not ${String(value)}.`)
    }
    limits = { ...limits, [name]: value }
  }
  return limits
}
