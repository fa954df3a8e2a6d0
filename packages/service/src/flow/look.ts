import type { Plan } from '@cloudsmith-sdk/promotion'
import { planEdge } from '@cloudsmith-sdk/promotion/automation'
import { apart } from '../core/apart.ts'
import type { Queryable } from '../database/database.ts'
import type { Job } from '../queue/boss.ts'
import { announce } from '../store/announce.ts'
import { decidedAbout } from '../store/decisions.ts'
import { noteLook } from '../store/edges.ts'
import { pauseOf, pausesFor } from '../store/pauses.ts'
import { everything, noteDue, type Pending, pendingAt, putOff, settlePending } from '../store/pending.ts'
import { coveredBy, fingerprintOf, isGoing, keepPlan, opensAt } from '../store/plans.ts'
import { dropVerdictsBefore, keepVerdicts } from '../store/verdicts.ts'
import { liveWaivers } from '../store/waivers.ts'
import { clientFor, registryFor } from './client.ts'
import { mayBeOwn, noteFailedLooks, noteWell } from './failed-look.ts'
import { type EdgeParts, edgeIn, type FlowParts, nowOf, tell, trustIn } from './parts.ts'
import { sendApply } from './send.ts'

/** One hour: when work at a paused edge is tried again, unless somebody ends the pause first. */
const whilePaused = 3_600_000

/**
 * Checks what is due at an edge: makes a plan, stores it if it promotes something, and records what holds the other packages back and until when. A
 * failure is repeated later; due work is only settled by a check that has seen it.
 */
export async function look(parts: FlowParts, { data, signal }: Pick<Job<'look'>, 'data' | 'signal'>): Promise<void> {
  const found = edgeIn(parts, data.edge)
  if (found === undefined || parts.ending.aborted) return
  const { database } = parts
  const { served, edge } = found
  const begun = nowOf(parts)
  const seen = await pendingAt(database, edge.id, begun)
  if (seen.length === 0) return
  // The edge was automatic when this work was recorded, and is no longer.
  if (!edge.isAutomatic) return await settlePending(database, edge.id, seen)
  const paused = await pauseOf(database, served.name, edge.id, begun)
  if (paused !== undefined) {
    const until = Math.min(paused.until?.getTime() ?? Number.POSITIVE_INFINITY, begun.getTime() + whilePaused)
    return await putOff(database, edge.id, seen, new Date(until))
  }
  const ends = AbortSignal.any([signal, parts.ending])
  const { failed, isAnyDone } = await apart(seen, (some) => lookAt(parts, found, { seen: some, begun }, ends), mayBeOwn)
  if (parts.ending.aborted) return
  for (const { items, error } of failed) await noteFailedLooks(parts, found, { seen: items, error, areOthersWell: isAnyDone })
}

async function lookAt(
  parts: FlowParts,
  found: EdgeParts,
  { seen, begun }: Pick<Looked, 'seen' | 'begun'>,
  ends: AbortSignal,
): Promise<void> {
  const isAll = seen.some(({ slugPerm }) => slugPerm === everything)
  const plan = await planFor(parts, found, isAll ? undefined : seen.map(({ slugPerm }) => slugPerm), ends)
  const fresh = await freshOf(parts, found, plan, ends)
  await parts.database.transaction((transaction) => settle(parts, transaction, found, { seen, isAll, begun, plan, fresh }))
}

/** Makes the plan, with the decisions of people. */
async function planFor(
  parts: FlowParts,
  { served, edge }: EdgeParts,
  slugPerms: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<Plan> {
  const { database } = parts
  const now = nowOf(parts)
  const { from, to, name, tag } = edge
  return await planEdge(clientFor(parts, served), served.pipeline, {
    edge: { from, to, tag, ...(name === undefined ? {} : { name }) },
    slugPerms,
    ...(await decidedAbout(database, edge.id, slugPerms, now)),
    waivers: await liveWaivers(database, served.name, now),
    requestedBy: served.settings.requestedBy,
    registry: registryFor(parts, served),
    trust: trustIn(parts, served),
    holdStore: pausesFor(database, served.name, edge.id, () => nowOf(parts)),
    signal,
  })
}

/**
 * Limits a plan to packages that no open or refused plan covers; undefined if there are none. Stored plans contain little else, so that people see
 * what they approve.
 */
async function freshOf(parts: FlowParts, found: EdgeParts, plan: Plan, signal: AbortSignal): Promise<Plan | undefined> {
  const going = plan.items.filter((item) => isGoing(item, plan))
  const slugs = going.map(({ slugPerm }) => slugPerm)
  const covered = await coveredBy(parts.database, found.edge.id, slugs)
  const fresh = going.filter((item) => !covered.get(item.slugPerm)?.has(fingerprintOf(plan, item)))
  if (fresh.length === 0) return undefined
  if (fresh.length === plan.items.length) return plan
  const again = await planFor(
    parts,
    found,
    fresh.map(({ slugPerm }) => slugPerm),
    signal,
  )
  return again.items.some((item) => isGoing(item, again)) ? again : undefined
}

interface Looked {
  readonly seen: readonly Pending[]
  readonly isAll: boolean
  readonly begun: Date
  readonly plan: Plan
  readonly fresh: Plan | undefined
}

async function settle(
  parts: FlowParts,
  transaction: Queryable,
  found: EdgeParts,
  { seen, isAll, begun, plan, fresh }: Looked,
): Promise<void> {
  const { served, edge } = found
  const now = nowOf(parts)
  const about = { pipeline: served.name, edge: edge.id, at: now }
  await keepVerdicts(transaction, { ...about, plan, id: undefined })
  if (isAll) await dropVerdictsBefore(transaction, edge.id, begun)
  if (fresh !== undefined) await keep(parts, transaction, found, fresh, isAll)
  await settlePending(transaction, edge.id, seen)
  const later = plan.items.flatMap((item) => {
    const at = item.outcome === 'waiting' ? opensAt(plan, item) : undefined
    return at === undefined ? [] : [{ slugPerm: item.slugPerm, at }]
  })
  await noteDue(transaction, edge.id, later, 'its gates may be open')
  await noteLook(transaction, edge.id, now, isAll)
  await noteWell(parts, transaction, edge.id, seen)
  await announce(transaction, 'holdings', `edge:${edge.id}`)
}

async function keep(
  parts: FlowParts,
  transaction: Queryable,
  { served, edge }: EdgeParts,
  plan: Plan,
  isAll: boolean,
): Promise<void> {
  const now = nowOf(parts)
  const asksPeople = plan.items.filter((item) => isGoing(item, plan)).every(({ outcome }) => outcome === 'needs approval')
  const id = await keepPlan(transaction, {
    ...{ plan, pipeline: served.name, edge: edge.id, origin: isAll ? 'reconcile' : 'event' },
    ...(asksPeople ? { state: 'approval', wakeAt: null } : { state: 'ready', wakeAt: now }),
  })
  await keepVerdicts(transaction, { pipeline: served.name, edge: edge.id, plan, id, at: now })
  if (!asksPeople) await sendApply(parts.queue, id, transaction)
  await announce(transaction, `plan:${id}`)
  await tell(parts, transaction, { type: 'plan kept', plan: id, asksPeople, pipeline: served.name, edge: edge.id, at: now })
}
