import { LostClaimError } from '../core/errors.ts'
import { type PlanClaim, renewClaim } from '../store/plan-claims.ts'
import type { FlowParts } from './parts.ts'

/** Milliseconds between two signs of life: a few of them may be lost before a plan is taken for left. */
const every = 5_000

/** A plan that somebody holds on to. */
export interface Holding {
  /** Ends when somebody else has taken the plan. */
  readonly lost: AbortSignal
  letGo(): void
}

/** Says again and again that this worker has a plan, and finds out when it has not any more. */
export function holdOn({ database, log }: Pick<FlowParts, 'database' | 'log'>, claim: PlanClaim): Holding {
  const controller = new AbortController()
  const timer = setInterval(() => {
    renewClaim(database, claim).catch((error: unknown) => {
      // While the database is away nobody else can take it either.
      if (error instanceof LostClaimError) controller.abort(error)
      else log.warn('cannot hold on to a plan', { plan: claim.plan, error })
    })
  }, every)
  return { lost: controller.signal, letGo: () => clearInterval(timer) }
}
