import { LostClaimError } from '../core/errors.ts'
import type { FlowParts } from './parts.ts'

/** Milliseconds between two renewals: a few may be lost before the work is considered abandoned. */
const every = 5_000

/** A claim on work that is being renewed. */
export interface Holding {
  /** Aborted when another worker has taken over. */
  readonly lost: AbortSignal
  letGo(): void
}

/**
 * Renews the claim of this worker on a piece of work, and notices when it is lost.
 *
 * @param what fields for the log
 */
export function holdOn({ log }: Pick<FlowParts, 'log'>, what: object, renew: () => Promise<void>): Holding {
  const controller = new AbortController()
  const timer = setInterval(() => {
    renew().catch((error: unknown) => {
      // While the database is unavailable, nobody else can take over either.
      if (error instanceof LostClaimError) controller.abort(error)
      else log.warn('the claim on a piece of work could not be renewed', { ...what, error })
    })
  }, every)
  return { lost: controller.signal, letGo: () => clearInterval(timer) }
}
