import { actorOf } from '../../access/actor.ts'
import { may } from '../../access/person.ts'
import { edgeIn } from '../../flow/parts.ts'
import { type Agreed, agreedTo, headsOf } from '../../store/attention.ts'
import { listPlans, type PlanRow } from '../../store/plans.ts'
import { type Ask, asksOf, whyNotTo } from '../agree/ask.ts'
import type { Visit } from '../parts.ts'

/** A package by format, name and version. */
export interface Named {
  readonly format: string
  readonly name: string
  readonly version: string
}

/** A plan that waits for approval. */
export interface WaitingPlan {
  readonly plan: PlanRow
  /** Its first packages. */
  readonly first: readonly Named[]
  readonly asks: readonly Ask[]
  readonly agreed: readonly Agreed[]
  /** Whether it waits for this person. */
  readonly isMine: boolean
}

/** Plans that wait for approval, latest first. */
export async function waitingPlans({ parts, person, now }: Visit): Promise<readonly WaitingPlan[]> {
  const { rows } = await listPlans(parts.database, { states: ['approval'], limit: 100 })
  const ids = rows.map(({ id }) => id)
  const [agreed, heads] = [await agreedTo(parts.database, ids, now), await headsOf(parts.database, rows)]
  return rows.map((plan) => {
    const found = edgeIn(parts, plan.edge)
    const asks = found === undefined ? [] : asksOf(found.served, found.edge)
    const mine = agreed.filter((each) => each.plan === plan.id)
    const actor = actorOf(person, found?.served.pipeline)
    const isMine =
      may(person, 'approve') &&
      found !== undefined &&
      whyNotTo(found.served, asks, { actor, requestedBy: plan.requestedBy, agreed: mine }) === undefined
    return { plan, asks, isMine, agreed: mine, first: heads.get(plan.id) ?? [] }
  })
}
