import { type RateLimit, readRateLimit } from './rate-limit.ts'
import type { Clock } from './transport.ts'

/** What is known about the rate limit, learnt from responses. */
export interface Allowance {
  /** The rate limit that the service last reported. */
  readonly rateLimit: RateLimit | undefined
  /** Whether the service has asked for a pause that is not over yet. */
  readonly held: boolean
  /** Number of requests without a response yet. Counted by the sender. */
  underWay: number
  /** Milliseconds until one more request may be sent, leaving `reserve` to others; infinity if only a response can tell. */
  pauseBefore(reserve: number): number
  /** Number of 429 responses that are still being read: nothing is sent until they have been. */
  beingRead: number
  /**
   * Learns from a response. Returns whether waits may now end at a different time.
   *
   * @param wait milliseconds that a 429 asks to wait
   */
  learn(response: Response, wait: number): boolean
}

/** How many requests may be under way before the first response has reported a rate limit, or none. */
const firstRequests = 5

/**
 * A new window is assumed to allow as many requests as the last one until its first response. Before the first response, and after each 429, five
 * requests are sent at a time. A 429 that says how long to wait holds back all requests for that time.
 *
 * @see docs/service.md#rate-limits
 */
export function createAllowance(clock: Clock): Allowance {
  let known: RateLimit | undefined
  let heldUntil = 0
  let answered = false

  const allowance: Allowance = {
    underWay: 0,
    beingRead: 0,
    get rateLimit() {
      return known
    },
    get held() {
      return heldUntil > clock.now()
    },
    pauseBefore(reserve) {
      const { underWay } = allowance
      const now = clock.now()
      if (heldUntil > now) return heldUntil - now
      if (allowance.beingRead > 0) return Number.POSITIVE_INFINITY
      if (!answered && underWay >= firstRequests) return Number.POSITIVE_INFINITY
      if (known === undefined) return 0
      const { limit, remaining, resetAt } = known
      const kept = reserve * limit
      // At least one: only a response can tell what is left in the new window.
      if (resetAt <= now) return underWay < Math.max(1, Math.floor(limit - kept)) ? 0 : Number.POSITIVE_INFINITY
      return underWay + 1 <= remaining - kept ? 0 : resetAt - now
    },
    learn(response, wait) {
      const before = known?.resetAt
      const heldBefore = heldUntil
      const answeredBefore = answered
      answered = response.status !== 429
      if (!answered) heldUntil = Math.max(heldUntil, clock.now() + wait)
      const told = readRateLimit(response.headers)
      if (told !== undefined && isNews(told, known)) known = told
      return known?.resetAt !== before || heldUntil !== heldBefore || answered !== answeredBefore
    },
  }
  return allowance
}

/** Responses may overtake each other: within a window, only a smaller remaining number is news. */
const isNews = (told: RateLimit, known: RateLimit | undefined): boolean =>
  known === undefined || told.resetAt > known.resetAt || (told.resetAt === known.resetAt && told.remaining < known.remaining)
