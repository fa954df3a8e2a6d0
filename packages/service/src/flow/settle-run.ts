import type { Report, ReportItem } from '@cloudsmith-sdk/promotion'
import { count } from '../core/count.ts'
import { describeError } from '../core/errors.ts'
import type { Queryable } from '../database/database.ts'
import { announce } from '../store/announce.ts'
import { keepArrivals } from '../store/figures.ts'
import { dropHoldings, keepHoldings, type NewHolding } from '../store/holdings.ts'
import { noteDue, notePending } from '../store/pending.ts'
import { endClaim, type PlanEnd, requireClaim } from '../store/plan-claims.ts'
import { countPlansOf } from '../store/plans.ts'
import { endRun } from '../store/runs.ts'
import { dropVerdicts } from '../store/verdicts.ts'
import { delayAfter, retryAfter } from './backoff.ts'
import { askPeople, isWell } from './open-task.ts'
import { type EdgeParts, type FlowParts, nowOf, tell } from './parts.ts'
import type { Ran } from './running.ts'
import { sendLook } from './send.ts'

const minute = 60_000

/** One day: how long a package may be on its way before a person is notified. The service keeps waiting for it. */
const longestUnderWay = 24 * 60 * minute

const failureOf = (plan: number): string => `apply plan ${plan}`
const arrivalOf = (plan: number): string => `arrivals of plan ${plan}`

/** Whether a package is on its way: requested, or present but not ready. */
const isUnderWay = ({ outcome, destination, did }: ReportItem): boolean =>
  outcome === 'waiting' && (destination !== null || did.length > 0)

/** Whether a package has to be planned again, because a gate has closed or something has changed. */
const isHandedBack = (item: ReportItem): boolean =>
  item.outcome === 'blocked' || item.outcome === 'conflict' || (item.outcome === 'waiting' && !isUnderWay(item))

/** Whether a package is not as it should be at the destination, and needs a person. */
const isForPeople = ({ outcome }: ReportItem): boolean => outcome === 'failed' || outcome === 'compensated'

/** Records the report of a run, and decides what happens to its plan. */
export async function settleReport(parts: FlowParts, found: EdgeParts, ran: Ran, report: Report): Promise<void> {
  const { claim, run, row } = ran
  await parts.database.transaction(async (transaction) => {
    await requireClaim(transaction, claim)
    const now = nowOf(parts)
    await endRun(transaction, run, { at: now, outcome: report.outcome, report })
    await keepWhatArrived(transaction, found, ran, report)
    await handBack(parts, transaction, found, ran, report)
    await isWell(parts, transaction, failureOf(claim.plan))
    const odd = report.items.filter(isForPeople)
    if (odd.length > 0) await askAbout(parts, transaction, found, ran, odd)
    await endClaim(transaction, claim, { ...(await endOf(parts, transaction, found, ran, report)), outcome: report.outcome }, now)
    await announce(transaction, 'holdings', `run:${run}`, `plan:${claim.plan}`)
    const about = { pipeline: row.pipeline, edge: row.edge, at: now }
    await tell(parts, transaction, { type: 'run ended', plan: claim.plan, run, outcome: report.outcome, ...about })
  })
}

async function endOf(
  parts: FlowParts,
  transaction: Queryable,
  { served, edge }: EdgeParts,
  { claim, row }: Ran,
  { items }: Report,
): Promise<PlanEnd> {
  const now = nowOf(parts)
  if (items.some(isUnderWay)) {
    const isLong = now.getTime() - row.madeAt.getTime() > longestUnderWay
    if (isLong) {
      const detail = `Packages of plan ${claim.plan} have been on their way to ${edge.to} since ${row.madeAt.toISOString()}.`
      const task = {
        key: arrivalOf(claim.plan),
        kind: 'needs a human',
        title: `packages do not arrive in ${edge.to}`,
        detail,
      } as const
      await askPeople(parts, transaction, { ...task, plan: claim.plan, pipeline: served.name, edge: edge.id })
    }
    return { state: 'waiting', wakeAt: new Date(now.getTime() + (isLong ? 60 * minute : minute)) }
  }
  await isWell(parts, transaction, arrivalOf(claim.plan))
  if (items.some(({ outcome }) => outcome === 'needs approval')) return { state: 'approval', wakeAt: null }
  return { state: items.some(isForPeople) ? 'failed' : 'done', wakeAt: null }
}

async function keepWhatArrived(
  transaction: Queryable,
  { served, edge }: EdgeParts,
  { claim }: Ran,
  { items, startedAt, finishedAt, action }: Report,
): Promise<void> {
  const arrived = items.filter(({ outcome, destination }) => outcome === 'promoted' && destination !== null)
  const at = new Date(finishedAt)
  const places = arrived.map(({ package: identity, destination }) => ({ stage: edge.to, identity, slugPerm: destination ?? '' }))
  await keepArrivals(
    transaction,
    served.name,
    edge.from,
    places.map((place) => ({ ...place, edge: edge.id, plan: claim.plan, arrivedAt: at })),
  )
  // Webhooks that arrived since the start of the run are newer than the report.
  const seenAt = new Date(startedAt)
  const seen = arrived.map((item, index) => ({ ...unknown, ...places[index], ...heldBy(item), seenAt }) as NewHolding)
  await keepHoldings(transaction, served.name, seen)
  const sources = arrived.map(({ source }) => source)
  await dropVerdicts(transaction, edge.id, sources)
  if (action !== 'move') return
  const left = sources.map((slugPerm) => ({ stage: edge.from, slugPerm, at }))
  await dropHoldings(transaction, served.name, left)
}

/** What a report does not say about a package. */
const unknown = { size: null, severity: null, findings: null, licence: null, uploadedAt: null }

const heldBy = ({ files, scan, tags }: ReportItem) => ({
  ...{ sha256: files[0]?.sha256 ?? null, state: 'ok', tags, scan: scan?.status ?? null },
})

/** Has packages checked again: at once the first time, then with growing delays if the same package keeps coming back. */
async function handBack(
  parts: FlowParts,
  transaction: Queryable,
  { edge }: EdgeParts,
  { claim }: Ran,
  { items }: Report,
): Promise<void> {
  // Along other edges, packages are promoted only on request.
  if (!edge.isAutomatic) return
  const now = nowOf(parts)
  const back = items.filter(isHandedBack).map(({ source }) => source)
  const since = new Date(now.getTime() - longestUnderWay)
  const before = await countPlansOf(transaction, edge.id, back, { since, beside: claim.plan })
  const due = back.map((slugPerm) => {
    const failures = before.get(slugPerm) ?? 0
    return { slugPerm, at: failures === 0 ? now : new Date(now.getTime() + delayAfter(failures)) }
  })
  await noteDue(transaction, edge.id, due, 'it could not be promoted')
  if (due.some(({ at }) => at <= now)) await sendLook(parts.queue, edge.id, transaction)
}

async function askAbout(
  parts: FlowParts,
  transaction: Queryable,
  { served, edge }: EdgeParts,
  { claim, run }: Ran,
  odd: readonly ReportItem[],
): Promise<void> {
  const lines = odd.map(({ package: { format, name, version }, outcome, reasons }) =>
    [`${format}:${name}@${version ?? ''} ${outcome}`, ...reasons].join('; '),
  )
  const task = {
    kind: 'needs a human' as const,
    title: `${count(odd.length, 'package')} did not arrive in ${edge.to} as expected`,
    detail: lines.join('\n'),
  }
  const key = `report of plan ${claim.plan}`
  await askPeople(parts, transaction, { ...task, key, plan: claim.plan, run, pipeline: served.name, edge: edge.id })
}

/** Ends a plan that can no longer be applied, and has its packages planned again. */
export async function settleStale(parts: FlowParts, { edge }: EdgeParts, { claim, run, plan }: Ran, why: string): Promise<void> {
  await parts.database.transaction(async (transaction) => {
    const now = nowOf(parts)
    await endRun(transaction, run, { at: now, outcome: 'refused', error: why })
    await endClaim(transaction, claim, { state: 'superseded', wakeAt: null, error: why }, now)
    await announce(transaction, `run:${run}`, `plan:${claim.plan}`)
    if (!edge.isAutomatic) return
    const slugs = plan.items.map(({ slugPerm }) => slugPerm)
    await notePending(transaction, edge.id, slugs, { at: now, why: 'its plan could no longer be applied' })
    await sendLook(parts.queue, edge.id, transaction)
  })
}

/** Handles an interrupted run, which is repeated later. */
export async function settleFailure(
  parts: FlowParts,
  { served, edge }: EdgeParts,
  { claim, run }: Ran,
  { report, error }: { report: Report | undefined; error: unknown },
): Promise<void> {
  const why = describeError(error)
  await parts.database.transaction(async (transaction) => {
    const now = nowOf(parts)
    const { at, isForPeople, isWait } = retryAfter(error, claim.attempts + 1, now)
    await endRun(transaction, run, { at: now, outcome: 'interrupted', report, error: why })
    await endClaim(transaction, claim, { state: 'waiting', wakeAt: at, ...(isWait ? {} : { error: why }) }, now)
    await announce(transaction, `run:${run}`, `plan:${claim.plan}`)
    parts.log[isWait ? 'debug' : 'warn']('a run was interrupted', { plan: claim.plan, run, again: at, error })
    if (!isForPeople) return
    const task = { kind: 'apply failed', title: `plan ${claim.plan} to ${edge.to} cannot be applied`, detail: why } as const
    await askPeople(parts, transaction, {
      ...task,
      key: failureOf(claim.plan),
      plan: claim.plan,
      run,
      pipeline: served.name,
      edge: edge.id,
    })
  })
}
