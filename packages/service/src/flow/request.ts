import { DocumentError, type Plan, PlanError, type PlanOptions, plan, requireIntact } from '@cloudsmith-sdk/promotion'
import { readPlan } from '@cloudsmith-sdk/promotion/documents'
import { RegistryError } from '@cloudsmith-sdk/promotion/registry'
import type { Actor } from '../store/actor.ts'
import { announce } from '../store/announce.ts'
import { audit } from '../store/audit.ts'
import { decidedAbout } from '../store/decisions.ts'
import { pausesFor } from '../store/pauses.ts'
import { isGoing, keepPlan } from '../store/plans.ts'
import { liveWaivers } from '../store/waivers.ts'
import { clientFor, registryFor } from './client.ts'
import { DecisionError } from './decision-error.ts'
import { type EdgeParts, edgeIn, type FlowParts, nowOf, tell, trustIn } from './parts.ts'
import { sendApply } from './send.ts'

/** A requested promotion. */
export type Wish = Pick<
  PlanOptions,
  'select' | 'dependencies' | 'missingDependencies' | 'alsoDependencies' | 'changed' | 'allowEmpty'
>

/**
 * Plans a requested promotion, stores the plan and has it applied: at once what needs no approval, the rest when people approve.
 *
 * @param edge ID of the edge, which need not be automatic
 * @returns the number of the plan
 * @throws {DecisionError} there is no such edge, or the promotion cannot be planned
 */
export async function requestPlan(parts: FlowParts, edge: string, wish: Wish, actor: Actor): Promise<number> {
  return await keepRequested(parts, edge, await previewPlan(parts, edge, wish, actor, parts.ending), actor)
}

/**
 * As {@link requestPlan}, for a plan that was previewed here: exactly this plan is applied, as far as the packages have not changed since.
 *
 * @throws {DecisionError} there is no such edge, the plan is for another edge, somebody else requested it, or it was changed since
 */
export async function submitPlan(parts: FlowParts, edge: string, given: Plan, actor: Actor): Promise<number> {
  const { served, edge: to } = foundEdge(parts, edge)
  const made = await possible(async () => {
    const read = readPlan(JSON.stringify(given), { source: 'the plan' })
    requireIntact(read)
    return read
  })
  if (made.owner !== served.pipeline.owner || made.from !== to.from || made.to !== to.to || made.edge !== (to.name ?? null)) {
    throw new DecisionError('not possible', `The plan is not for the edge ${edge}.`)
  }
  // The requester of a plan cannot approve it, so nobody may request one in the name of another.
  if (made.requestedBy !== actor.by) {
    throw new DecisionError('not possible', `The plan was not requested by ${actor.by}: make it again.`)
  }
  return await keepRequested(parts, edge, made, actor)
}

/**
 * Plans a requested promotion without storing it.
 *
 * @throws {DecisionError} there is no such edge, or the promotion cannot be planned
 */
export async function previewPlan(parts: FlowParts, edge: string, wish: Wish, actor: Actor, gone: AbortSignal): Promise<Plan> {
  const { served, edge: found } = foundEdge(parts, edge)
  const { database } = parts
  const { from, to, name } = found
  return await possible(async () =>
    plan(clientFor(parts, served), served.pipeline, {
      ...{
        from,
        to,
        edge: name,
        ...wish,
        requestedBy: actor.by,
        signal: AbortSignal.any([gone, parts.ending]),
      },
      ...(await decidedAbout(database, edge, undefined, nowOf(parts))),
      waivers: await liveWaivers(database, served.name, nowOf(parts)),
      registry: registryFor(parts, served),
      trust: trustIn(parts, served),
      holdStore: pausesFor(database, served.name, edge, () => nowOf(parts)),
    }),
  )
}

function foundEdge(parts: FlowParts, edge: string): EdgeParts {
  const found = edgeIn(parts, edge)
  if (found === undefined) throw new DecisionError('not found', `There is no edge ${edge}.`)
  return found
}

async function keepRequested(parts: FlowParts, edge: string, made: Plan, actor: Actor): Promise<number> {
  const { database, queue } = parts
  const { served } = foundEdge(parts, edge)
  if (!made.items.some((item) => isGoing(item, made))) {
    throw new DecisionError(
      'not possible',
      `None of the selected packages can be promoted: ${made.items.flatMap(({ reasons }) => reasons)[0] ?? 'it is already there'}.`,
    )
  }
  return await database.transaction(async (transaction) => {
    const at = nowOf(parts)
    const id = await keepPlan(transaction, {
      ...{ plan: made, pipeline: served.name, edge, origin: 'person', state: 'ready', wakeAt: at },
    })
    await sendApply(queue, id, transaction)
    await audit(transaction, actor, { at, action: 'plan.requested', about: `plan:${id}` })
    await announce(transaction, `plan:${id}`, 'tasks')
    const asksPeople = made.items.every((item) => !isGoing(item, made) || item.outcome === 'needs approval')
    await tell(parts, transaction, { type: 'plan kept', plan: id, asksPeople, pipeline: served.name, edge, at })
    return id
  })
}

async function possible<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof PlanError || cause instanceof DocumentError || cause instanceof RegistryError) {
      throw new DecisionError('not possible', cause.message, { cause })
    }
    throw cause
  }
}
