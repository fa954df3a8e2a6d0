import { AuthenticationError, PermissionError, RateLimitError } from '@cloudsmith-sdk/client'
import { causeOfKind } from '../core/cause.ts'

const second = 1_000
const first = 5 * second
const longest = 15 * 60 * second

/** Number of consecutive failures after which a person is notified. Attempts continue all the same. */
const patience = 5

/** When and how a failed piece of work continues. */
export interface Retry {
  /** When it is tried again. */
  readonly at: Date
  /** Whether a person has to be notified. */
  readonly isForPeople: boolean
  /** Whether it only has to wait, because the rate limit is used up. */
  readonly isWait: boolean
}

/**
 * The delay after a number of consecutive failures, in milliseconds: it doubles each time, with jitter, so that work that failed together spreads
 * out.
 */
export const delayAfter = (failures: number, random = Math.random): number =>
  Math.min(longest, first * 2 ** Math.min(failures - 1, 20)) * (0.5 + random() / 2)

/**
 * Decides when failed work is tried again.
 *
 * @param failures consecutive failures, including this one
 */
export function retryAfter(error: unknown, failures: number, now: Date): Retry {
  const limited = causeOfKind(error, RateLimitError)
  if (limited !== undefined) {
    const at = Math.max(limited.retryAt ?? 0, now.getTime() + second)
    return { at: new Date(at), isForPeople: false, isWait: true }
  }
  // A rejected credential does not recover by itself, so a person is notified at once.
  const isRefused = [AuthenticationError, PermissionError].some((kind) => causeOfKind(error, kind) !== undefined)
  return { at: new Date(now.getTime() + delayAfter(failures)), isForPeople: isRefused || failures >= patience, isWait: false }
}
