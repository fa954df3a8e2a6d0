import { type RateLimit, readRateLimit } from './rate-limit.ts'
import type { Clock } from './transport.ts'

/** What is known of how much the service takes, learnt from its answers. */
export interface Allowance {
  /** What the service last said. */
  readonly rateLimit: RateLimit | undefined
  /** It has asked for a pause, which is not over. */
  readonly held: boolean
  /** Requests without an answer yet: whoever sends counts them. */
  underWay: number
  /** Milliseconds until there is room for one request more, with `reserve` left to others; without end where only an answer can tell. */
  pauseBefore(reserve: number): number
  /** Answers that refuse and are still being read: nothing is sent before they are. */
  beingRead: number
  /**
   * Learns from an answer. Gives whether waits may now end at another time than before.
   *
   * @param wait milliseconds that a refusal asks to wait
   */
  learn(response: Response, wait: number): boolean
}

/** Requests under way until an answer tells of an allowance, or of none. */
const firstRequests = 5

/**
 * A new window is taken to allow as much as the last one, until its first answer says more. Until the service has first answered, and
 * after each 429, five requests go at a time. A 429 that says how long to wait holds back everything for so long.
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
      // One at least: nobody else can tell what the new window has left.
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

/** Answers may overtake each other: inside one window only a smaller rest is news. */
const isNews = (told: RateLimit, known: RateLimit | undefined): boolean =>
  known === undefined || told.resetAt > known.resetAt || (told.resetAt === known.resetAt && told.remaining < known.remaining)
