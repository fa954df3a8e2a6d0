import { apply, InterruptedError, PlanError, type Report } from '@cloudsmith-sdk/promotion'
import { causeOfKind } from '../core/cause.ts'
import { describeError, LostClaimError } from '../core/errors.ts'
import type { Job } from '../queue/boss.ts'
import { announce } from '../store/announce.ts'
import { decidedAbout } from '../store/decisions.ts'
import { ledgerOfPlan } from '../store/ledger.ts'
import { pauseOf, pausesFor } from '../store/pauses.ts'
import { claimPlan, endClaim, type PlanClaim, renewClaim, requireClaim } from '../store/plan-claims.ts'
import { findPlan, planDocument } from '../store/plans.ts'
import { beginRun, endRun } from '../store/runs.ts'
import { liveWaivers } from '../store/waivers.ts'
import { clientFor } from './client.ts'
import { followRun } from './follow-run.ts'
import { holdOn } from './hold-on.ts'
import { type EdgeParts, edgeIn, type FlowParts, nowOf, tell, trustIn } from './parts.ts'
import type { Ran, Running } from './running.ts'
import { settleFailure, settleReport, settleStale } from './settle-run.ts'
import { sendSweep } from './sweep.ts'

/** Milliseconds that a run waits for packages to arrive. After that, another process with capacity checks again later. */
const longestRun = 600_000

/** One hour: when a plan of a paused edge is tried again, unless somebody ends the pause first. */
const whilePaused = 3_600_000

/**
 * Applies a plan that is due, as far as possible. If this process dies, another one continues from the state in Cloudsmith; if it was only believed
 * dead, it sends and records nothing more.
 */
export async function applyPlan(parts: FlowParts, { data, signal }: Pick<Job<'apply'>, 'data' | 'signal'>): Promise<void> {
  const { database, worker, ending } = parts
  if (ending.aborted) return
  const [row, plan] = await Promise.all([findPlan(database, data.plan), planDocument(database, data.plan)])
  const found = row && edgeIn(parts, row.edge)
  // A process that has the pipeline sends its own job.
  if (row === undefined || plan === undefined || found === undefined) return
  const claim = await claimPlan(database, data.plan, worker, nowOf(parts))
  if (claim === undefined) return
  const paused = await pauseOf(database, row.pipeline, row.edge, nowOf(parts))
  if (paused !== undefined) return await release(parts, claim, paused.until ?? undefined)
  try {
    await run(parts, found, { claim, row, plan, signal })
  } catch (error) {
    // The process that has the plan now decides what happens next.
    if (causeOfKind(error, LostClaimError) === undefined) throw error
    parts.log.warn('another worker has taken over a plan', { plan: claim.plan })
    await sendSweep(parts.queue, claim.plan, nowOf(parts))
  }
}

/** Releases a plan that cannot be applied here and now, for other processes or for later. */
async function release(parts: FlowParts, claim: PlanClaim, until?: Date): Promise<void> {
  const now = nowOf(parts)
  const wakeAt = new Date(Math.min(until?.getTime() ?? Number.POSITIVE_INFINITY, now.getTime() + whilePaused))
  await endClaim(parts.database, claim, { state: 'waiting', wakeAt }, now)
}

async function run(parts: FlowParts, found: EdgeParts, running: Running): Promise<void> {
  const { database, worker } = parts
  const { claim, row, signal } = running
  const { pipeline, edge } = row
  const id = await database.transaction(async (transaction) => {
    await requireClaim(transaction, claim)
    const { requestedBy } = row
    const number = await beginRun(transaction, {
      ...{ kind: 'apply', pipeline, edge, worker, requestedBy, plan: claim.plan, fence: claim.fence, at: nowOf(parts) },
    })
    await announce(transaction, `run:${number}`, `plan:${claim.plan}`)
    await tell(parts, transaction, { type: 'run began', plan: claim.plan, run: number, pipeline, edge, at: nowOf(parts) })
    return number
  })
  const hold = holdOn(parts, { plan: claim.plan }, () => renewClaim(database, claim))
  try {
    const report = await send(parts, found, running, id, AbortSignal.any([signal, parts.ending, hold.lost]))
    await settleReport(parts, found, { ...running, run: id }, report)
  } catch (error) {
    await settleError(parts, found, { ...running, run: id }, hold.lost.aborted ? hold.lost.reason : error)
  } finally {
    hold.letGo()
  }
}

async function send(
  parts: FlowParts,
  { served, edge }: EdgeParts,
  { claim, plan }: Running,
  run: number,
  signal: AbortSignal,
): Promise<Report> {
  const { database } = parts
  const now = nowOf(parts)
  const client = clientFor(parts, served, () => requireClaim(database, claim))
  const slugs = plan.items.map(({ slugPerm }) => slugPerm)
  const application = apply(client, served.pipeline, plan, {
    ...(await decidedAbout(database, edge.id, slugs, now)),
    waivers: await liveWaivers(database, served.name, now),
    holdStore: pausesFor(database, served.name, edge.id, () => nowOf(parts)),
    ledger: ledgerOfPlan(database, served.name, plan.digest, (transaction) => requireClaim(transaction, claim)),
    trust: trustIn(parts, served),
    timeout: longestRun,
    signal,
  })
  await followRun(parts, run, application)
  return await application
}

async function settleError(parts: FlowParts, found: EdgeParts, running: Ran, error: unknown): Promise<void> {
  const { database, ending } = parts
  const { claim, run } = running
  const report = error instanceof InterruptedError ? error.report : undefined
  if (causeOfKind(error, LostClaimError) !== undefined) {
    await endRun(database, run, {
      at: nowOf(parts),
      outcome: 'interrupted',
      report,
      error: 'Another worker has taken over the plan.',
    })
    throw error
  }
  if (ending.aborted) {
    const at = nowOf(parts)
    await database.transaction(async (transaction) => {
      await endRun(transaction, run, { at, outcome: 'interrupted', report, error: 'Its worker ended; another one continues.' })
      await endClaim(transaction, claim, { state: 'ready', wakeAt: at }, at)
    })
    return
  }
  // The pipeline or the repositories have changed, so the packages are planned again.
  if (report === undefined && error instanceof PlanError) return await settleStale(parts, found, running, describeError(error))
  await settleFailure(parts, found, running, { report, error })
}
