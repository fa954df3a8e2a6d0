import type { Plan } from '@cloudsmith-sdk/promotion'
import type { PlanClaim } from '../store/plan-claims.ts'
import type { PlanRow } from '../store/plans.ts'

/** What a run works with. */
export interface Running {
  readonly claim: PlanClaim & Pick<PlanRow, 'attempts'>
  readonly row: PlanRow
  readonly plan: Plan
  /** Aborted when another worker has the job. */
  readonly signal: AbortSignal
}

/** A run that has been recorded and has a number. */
export interface Ran extends Running {
  readonly run: number
}
