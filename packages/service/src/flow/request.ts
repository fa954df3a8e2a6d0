import { PlanError, plan, type Selection } from '@cloudsmith-sdk/promotion'
import type { Actor } from '../store/actor.ts'
import { announce } from '../store/announce.ts'
import { audit } from '../store/audit.ts'
import { decidedAbout } from '../store/decisions.ts'
import { pausesFor } from '../store/pauses.ts'
import { isGoing, keepPlan } from '../store/plans.ts'
import { liveWaivers } from '../store/waivers.ts'
import { clientFor } from './client.ts'
import { DecisionError } from './decision-error.ts'
import { edgeIn, type FlowParts, nowOf, tell } from './parts.ts'
import { sendApply } from './send.ts'

/**
 * Plans what somebody asks for, keeps the plan and has it applied: what needs nobody goes, the rest waits for people.
 *
 * @param edge see `edgeId`; one that is not taken by itself, too
 * @returns the number of the plan
 * @throws {DecisionError} there is no such edge, or what is asked for cannot be planned
 */
export async function requestPlan(parts: FlowParts, edge: string, select: Selection, actor: Actor): Promise<number> {
  const found = edgeIn(parts, edge)
  if (found === undefined) throw new DecisionError('not found', `There is no edge ${edge}.`)
  const { database, queue, ending } = parts
  const { served } = found
  const { from, to, name } = found.edge
  const made = await planned(async () =>
    plan(clientFor(parts, served), served.pipeline, {
      ...{ from, to, edge: name, select, requestedBy: actor.by, signal: ending },
      ...(await decidedAbout(database, edge, undefined, nowOf(parts))),
      waivers: await liveWaivers(database, served.name, nowOf(parts)),
      trust: parts.trustOf?.(served),
      holdStore: pausesFor(database, served.name, edge, () => nowOf(parts)),
    }),
  )
  if (!made.items.some((item) => isGoing(item, made))) {
    throw new DecisionError(
      'not possible',
      `Nothing of what was asked for can go: ${made.items.flatMap(({ reasons }) => reasons)[0] ?? 'it is there already'}.`,
    )
  }
  return await database.transaction(async (transaction) => {
    const at = nowOf(parts)
    const id = await keepPlan(transaction, {
      plan: made,
      pipeline: served.name,
      edge,
      origin: 'person',
      state: 'ready',
      wakeAt: at,
    })
    await sendApply(queue, id, transaction)
    await audit(transaction, actor, { at, action: 'plan.requested', about: `plan:${id}` })
    await announce(transaction, `plan:${id}`, 'tasks')
    const asksPeople = made.items.every((item) => !isGoing(item, made) || item.outcome === 'needs approval')
    await tell(parts, transaction, { type: 'plan kept', plan: id, asksPeople, pipeline: served.name, edge, at })
    return id
  })
}

async function planned<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof PlanError) throw new DecisionError('not possible', cause.message, { cause })
    throw cause
  }
}
