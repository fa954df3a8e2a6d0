import type { Limits } from './transport.ts'

/** Whether a call sits out a wait that it is asked for: until its deadline where it has one, else no longer than `maxRetryAfter`. */
export function sitsOut({ deadline, maxRetryAfter }: Limits, wait: number, now: number): boolean {
  return deadline === undefined ? wait <= maxRetryAfter : now + wait <= deadline
}
