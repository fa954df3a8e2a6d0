import { LostClaimError } from '../core/errors.ts'
import type { FlowParts } from './parts.ts'

/** Milliseconds between two signs of life: a few of them may be lost before work is taken for left. */
const every = 5_000

/** Work that somebody holds on to. */
export interface Holding {
  /** Ends when somebody else has taken it. */
  readonly lost: AbortSignal
  letGo(): void
}

/**
 * Says again and again that this worker has a piece of work, and finds out when it has not any more.
 *
 * @param what for the log
 */
export function holdOn({ log }: Pick<FlowParts, 'log'>, what: object, renew: () => Promise<void>): Holding {
  const controller = new AbortController()
  const timer = setInterval(() => {
    renew().catch((error: unknown) => {
      // While the database is away nobody else can take it either.
      if (error instanceof LostClaimError) controller.abort(error)
      else log.warn('the claim on a piece of work could not be renewed', { ...what, error })
    })
  }, every)
  return { lost: controller.signal, letGo: () => clearInterval(timer) }
}
