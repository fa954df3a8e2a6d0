import { actorOf } from '../../access/actor.ts'
import { approvePlan, refusePlan, revokeApproval } from '../../flow/decide.ts'
import { edgeIn } from '../../flow/parts.ts'
import { agreedTo } from '../../store/attention.ts'
import { findApproval } from '../../store/decisions.ts'
import { findPlan, type PlanRow, planDocument } from '../../store/plans.ts'
import { asksOf, whyNotTo } from '../agree/ask.ts'
import { decided } from '../frame/decided.ts'
import { formOf } from '../frame/form.ts'
import { changed, notFound, type PageProblem } from '../frame/problem.tsx'
import type { Handler, Visit } from '../parts.ts'
import { longestReason } from './decide.tsx'
import { numberIn } from './number-in.ts'

const wayTo = (id: number): PageProblem['way'] => [`/plans/${id}`, `Back to plan ${id}`]

async function planIn(visit: Visit): Promise<PlanRow> {
  const row = await findPlan(visit.parts.database, numberIn(visit, 'plan'))
  if (row === undefined) throw notFound('plan')
  return row
}

const actorFor = ({ parts, person }: Visit, edge: string) => actorOf(person, edgeIn(parts, edge)?.served.pipeline)

/** Approves a plan, once for each person, even if their name has changed. */
export const approve: Handler = async (visit) => {
  const { parts, now } = visit
  const row = await planIn(visit)
  const way = wayTo(row.id)
  const form = await formOf(visit, way)
  const actor = actorFor(visit, row.edge)
  const found = edgeIn(parts, row.edge)
  const agreed = await agreedTo(parts.database, [row.id], now)
  const whyNot =
    found && whyNotTo(found.served, asksOf(found.served, found.edge), { actor, requestedBy: row.requestedBy, agreed })
  if (whyNot !== undefined) throw changed(whyNot, way)
  await decided(way, () => approvePlan(parts, row.id, actor, { reason: form.text('reason', longestReason) }))
  return { to: way[0], said: 'approved' }
}

/** Refuses a plan. */
export const refuse: Handler = async (visit) => {
  const row = await planIn(visit)
  const way = wayTo(row.id)
  const why = (await formOf(visit, way)).required(
    'why',
    longestReason,
    'Give a reason for refusing: the requester will want to know.',
  )
  await decided(way, () => refusePlan(visit.parts, row.id, actorFor(visit, row.edge), why))
  return { to: way[0], said: 'refused' }
}

/** Revokes an approval. */
export const revoke: Handler = async (visit) => {
  const id = numberIn(visit, 'approval')
  const approval = await findApproval(visit.parts.database, id)
  const row = approval && (await findPlan(visit.parts.database, approval.plan))
  if (row === undefined) throw notFound('approval')
  const way = wayTo(row.id)
  const why = (await formOf(visit, way)).required('why', longestReason, 'Give a reason for revoking it.')
  await decided(way, () => revokeApproval(visit.parts, id, actorFor(visit, row.edge), why))
  return { to: way[0], said: 'revoked' }
}

/** Downloads the plan as it is stored. */
export const planFile: Handler = async (visit) => {
  const id = numberIn(visit, 'plan')
  const document = await planDocument(visit.parts.database, id)
  if (document === undefined) throw notFound('plan')
  return visit.context.json(document, 200, { 'Content-Disposition': `attachment; filename="plan-${id}.json"` })
}
