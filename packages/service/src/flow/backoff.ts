import { AuthenticationError, PermissionError, RateLimitError } from '@cloudsmith-sdk/client'
import { causeOfKind } from '../core/cause.ts'

const second = 1_000
const first = 5 * second
const longest = 15 * 60 * second

/** Failures in a row after which a person is told. It is tried on all the same. */
const patience = 5

/** What becomes of something that failed. */
export interface Retry {
  /** When it is tried again. */
  readonly at: Date
  /** A person has to see to it. */
  readonly isForPeople: boolean
  /** It is no failure, but has to wait: the rate limit is used up. */
  readonly isWait: boolean
}

/** How long to wait after so many failures in a row: twice as long each time, and no two alike, so that those who failed together spread. */
export const delayAfter = (failures: number, random = Math.random): number =>
  Math.min(longest, first * 2 ** Math.min(failures - 1, 20)) * (0.5 + random() / 2)

/**
 * Says when something is tried again that failed.
 *
 * @param failures in a row, with this one
 */
export function retryAfter(error: unknown, failures: number, now: Date): Retry {
  const limited = causeOfKind(error, RateLimitError)
  if (limited !== undefined) {
    const at = Math.max(limited.retryAt ?? 0, now.getTime() + second)
    return { at: new Date(at), isForPeople: false, isWait: true }
  }
  // A credential does not become right by itself: somebody has to hear of it at once.
  const isRefused = [AuthenticationError, PermissionError].some((kind) => causeOfKind(error, kind) !== undefined)
  return { at: new Date(now.getTime() + delayAfter(failures)), isForPeople: isRefused || failures >= patience, isWait: false }
}
