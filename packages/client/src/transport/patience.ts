import type { Limits } from './transport.ts'

/** Whether a call accepts a wait that the service asks for: until its deadline if it has one, otherwise for at most `maxRetryAfter`. */
export function sitsOut({ deadline, maxRetryAfter }: Limits, wait: number, now: number): boolean {
  return deadline === undefined ? wait <= maxRetryAfter : now + wait <= deadline
}
