import { InvalidRequestError } from './errors/base.ts'
import type { Limits } from './transport/transport.ts'

/** How long, how often and how fast a client may try. `withOptions` gives a client other limits over the same connection. */
export interface ClientLimits {
  /** Milliseconds for one attempt, body included. Default: 30 000. */
  timeout?: number | undefined
  /** Milliseconds for a whole call: every attempt, and the waits before and between them. For a list, each page. Default: none. */
  totalTimeout?: number | undefined
  /** How often to send again where that is safe. Default: 4; 0 for one attempt. */
  retries?: number | undefined
  /** Milliseconds; where the service asks for a longer wait, the call fails at once and says so. Default: 60 000. */
  maxRetryAfter?: number | undefined
  /**
   * Milliseconds since the epoch, on the client's clock. With a deadline, a wait for the rate limit or a `Retry-After` is sat out, however
   * long, where it ends by then; else the call fails at once. Goes before `maxRetryAfter`; a request that is under way is not cut off.
   * Default: none.
   */
  deadline?: number | undefined
  /**
   * Share of the account's allowance that is left to other users of the same key, from 0 up to but not including 1: with 0.25 a client
   * waits for the next window once a quarter of this one's requests is left. Default: 0.
   */
  reserve?: number | undefined
  /**
   * Bytes of a successful answer that are read, decompressed: a longer one is a {@link ResponseTooLargeError}. Not for downloads, which
   * stream. Default: 67 108 864 (64 MiB).
   */
  maxResponseBytes?: number | undefined
}

/** The limits of a client whose maker asked for none. */
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

/** What may not be zero. */
const positive: readonly string[] = ['timeout', 'totalTimeout', 'maxResponseBytes']

/**
 * Checks limits, and fills in those of `others` for what is missing.
 *
 * @throws {InvalidRequestError} a limit has a value that cannot be
 */
export function resolveLimits(given: ClientLimits, others: Limits = defaultLimits): Limits {
  // Most calls set none: nothing is copied for them.
  let limits = others
  for (const name of names) {
    const value = given[name]
    if (value === undefined) continue
    const least = positive.includes(name) ? 1 : 0
    // A share of everything would leave nothing.
    const isWhole = name === 'reserve' && value >= 1
    if (typeof value !== 'number' || !(value >= least) || isWhole) {
      const range = name === 'reserve' ? ' and below 1' : ''
      throw new InvalidRequestError(`${name} must be a number of at least ${least}${range}, not ${String(value)}.`)
    }
    limits = { ...limits, [name]: value }
  }
  return limits
}
