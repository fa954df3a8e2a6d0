import { applyNow, approvePlan, refusePlan, revokeApproval } from '../../flow/decide.ts'
import { edgeIn, type FlowParts } from '../../flow/parts.ts'
import { previewPlan, requestPlan, submitPlan } from '../../flow/request.ts'
import { askRollback } from '../../flow/roll-back.ts'
import type { Actor } from '../../store/actor.ts'
import { approvalsOf, findApproval, refusalsOf } from '../../store/decisions.ts'
import { findPlan, findPlanByDigest, listPlans, planDocument } from '../../store/plans.ts'
import { rehearsalOf } from '../../store/rehearsals.ts'
import { findRun } from '../../store/runs.ts'
import type { Handlers } from '../call.ts'
import type { Caller } from '../caller.ts'
import { edgeNamed, there } from './find.ts'

async function viewOf({ database }: FlowParts, id: number) {
  const row = await there(findPlan(database, id), `plan ${id}`)
  const [approvals, refusals] = await Promise.all([approvalsOf(database, id), refusalsOf(database, id)])
  return { ...row, approvals, refusals }
}

/** The caller as an actor, matched with the people of the plan's pipeline. */
async function actorFor(parts: FlowParts, caller: Caller, plan: number): Promise<Actor> {
  const { edge } = await there(findPlan(parts.database, plan), `plan ${plan}`)
  return caller.actor(edgeIn(parts, edge)?.served.pipeline)
}

/** Handlers for plans, approvals and refusals. */
export const planHandlers: Handlers<
  | 'listPlans'
  | 'previewPlan'
  | 'makePlan'
  | 'getPlan'
  | 'getPlanDocument'
  | 'getRehearsal'
  | 'approvePlan'
  | 'refusePlan'
  | 'applyPlan'
  | 'rollBackPlan'
  | 'revokeApproval'
> = {
  async listPlans({ parts, query: { digest, state, ...rest } }) {
    if (digest === undefined) return await listPlans(parts.database, { ...rest, states: state && [state] })
    const found = await findPlanByDigest(parts.database, digest)
    return { rows: found === undefined ? [] : [found], next: null }
  },
  async previewPlan({ parts, caller, gone, body: { edge, ...wish } }) {
    return await previewPlan(parts, edge, wish, caller.actor(edgeNamed(parts, edge).served.pipeline), gone)
  },
  async makePlan({ parts, caller, body: { edge, plan, select = 'everything', ...how } }) {
    const actor = caller.actor(edgeNamed(parts, edge).served.pipeline)
    const made = plan === undefined ? requestPlan(parts, edge, { select, ...how }, actor) : submitPlan(parts, edge, plan, actor)
    return await viewOf(parts, await made)
  },
  getPlan: ({ parts, params }) => viewOf(parts, params.plan),
  getPlanDocument: ({ parts, params }) => there(planDocument(parts.database, params.plan), `plan ${params.plan}`),
  getRehearsal: ({ parts, params }) => there(rehearsalOf(parts.database, params.plan), `rehearsal of plan ${params.plan}`),
  async approvePlan({ parts, params, caller, body }) {
    await approvePlan(parts, params.plan, await actorFor(parts, caller, params.plan), body)
    return await viewOf(parts, params.plan)
  },
  async refusePlan({ parts, params, caller, body }) {
    await refusePlan(parts, params.plan, await actorFor(parts, caller, params.plan), body.why)
    return await viewOf(parts, params.plan)
  },
  async applyPlan({ parts, params, caller }) {
    await applyNow(parts, params.plan, await actorFor(parts, caller, params.plan))
    return await viewOf(parts, params.plan)
  },
  async rollBackPlan({ parts, params, caller, body }) {
    const run = await askRollback(parts, params.plan, await actorFor(parts, caller, params.plan), body.why)
    return await there(findRun(parts.database, run), `run ${run}`)
  },
  async revokeApproval({ parts, params, caller, body }) {
    const { plan } = await there(findApproval(parts.database, params.approval), `approval ${params.approval}`)
    await revokeApproval(parts, params.approval, await actorFor(parts, caller, plan), body.why)
    return await viewOf(parts, plan)
  },
}
