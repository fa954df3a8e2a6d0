import { type Rollback, rollback } from '@cloudsmith-sdk/promotion'
import { causeOfKind } from '../core/cause.ts'
import { describeError, LostClaimError } from '../core/errors.ts'
import type { Job } from '../queue/boss.ts'
import type { Actor } from '../store/actor.ts'
import { announce } from '../store/announce.ts'
import { audit } from '../store/audit.ts'
import { dropHoldings } from '../store/holdings.ts'
import { ledgerOf } from '../store/ledger.ts'
import { lockPlan } from '../store/plans.ts'
import {
  beginRollback,
  claimRollback,
  endRollback,
  lastReport,
  putOffRollback,
  type RollbackClaim,
  renewRollback,
  requireRollback,
  rollbackOf,
} from '../store/rollbacks.ts'
import { findRun } from '../store/runs.ts'
import { retryAfter } from './backoff.ts'
import { clientFor } from './client.ts'
import { DecisionError } from './decision-error.ts'
import { holdOn } from './hold-on.ts'
import { askPeople, isWell } from './open-task.ts'
import { type EdgeParts, edgeIn, type FlowParts, nowOf } from './parts.ts'
import { sendRollback } from './send.ts'

/**
 * Starts the rollback of a plan: copies are deleted, moved packages moved back, tags removed, and the packages held.
 *
 * @param why a sentence without its full stop
 * @returns the number of the run that does it
 * @throws {DecisionError} there is no such plan, it is still running, it promoted nothing, or it is already rolled back
 */
export async function askRollback(parts: FlowParts, plan: number, actor: Actor, why: string): Promise<number> {
  const { database, queue, worker } = parts
  const at = nowOf(parts)
  return await database.transaction(async (transaction) => {
    const row = await lockPlan(transaction, plan)
    if (row === undefined) throw new DecisionError('not found', `There is no plan ${plan}.`)
    if (row.closedAt === null)
      throw new DecisionError('not possible', `Plan ${plan} has not ended: refuse it first, so that it sends nothing more.`)
    const last = await lastReport(transaction, plan)
    if (last === undefined) throw new DecisionError('not possible', `Plan ${plan} promoted nothing, so there is nothing to undo.`)
    const before = await rollbackOf(transaction, plan)
    if (before !== undefined) throw new DecisionError('over', `Plan ${plan} is rolled back by run ${before}.`)
    const { pipeline, edge } = row
    const run = await beginRollback(transaction, { pipeline, edge, worker, requestedBy: actor.by, why, plan, at })
    await sendRollback(queue, run, transaction)
    await audit(transaction, actor, { at, action: 'plan.rolled back', about: `plan:${plan}`, detail: { run, why } })
    await announce(transaction, `plan:${plan}`, 'tasks')
    return run
  })
}

/**
 * Rolls back a plan. If this process dies, another one continues, and what is undone stays undone; if it was only believed dead, it sends and records
 * nothing more.
 */
export async function rollBack(parts: FlowParts, { data, signal }: Pick<Job<'rollback'>, 'data' | 'signal'>): Promise<void> {
  const { database, worker, ending } = parts
  if (ending.aborted) return
  const row = await findRun(database, data.run)
  const found = row && edgeIn(parts, row.edge)
  const last = row && row.plan !== null ? await lastReport(database, row.plan) : undefined
  if (row === undefined || row.plan === null || found === undefined || last === undefined) return
  const claim = await claimRollback(database, data.run, worker, nowOf(parts))
  if (claim === undefined) return
  const { run, by, why } = claim
  const hold = holdOn(parts, { run }, () => renewRollback(database, claim))
  try {
    const result = await rollback(
      clientFor(parts, found.served, () => requireRollback(database, claim)),
      last.report,
      {
        hold: { by, why },
        ledger: ledgerOf(database, found.served.name, (transaction) => requireRollback(transaction, claim)),
        signal: AbortSignal.any([signal, ending, hold.lost]),
      },
    )
    await settle(parts, found, { claim, plan: row.plan, result })
  } catch (error) {
    await settleError(parts, found, { claim, plan: row.plan, error: hold.lost.aborted ? hold.lost.reason : error })
  } finally {
    hold.letGo()
  }
}

async function settle(
  parts: FlowParts,
  found: EdgeParts,
  { claim, plan, result }: { claim: RollbackClaim; plan: number; result: Rollback },
): Promise<void> {
  const { run } = claim
  await parts.database.transaction(async (transaction) => {
    const at = nowOf(parts)
    await endRollback(transaction, claim, result, at)
    const gone = result.items.filter(({ did }) => did.includes('deleted') || did.includes('moved back'))
    const places = gone.flatMap(({ slugPerm }) => (slugPerm === null ? [] : [{ stage: found.edge.to, slugPerm, at }]))
    await dropHoldings(transaction, found.served.name, places)
    await isWell(parts, transaction, keyOf(run))
    if (result.outcome !== 'undone') {
      const detail = result.items.flatMap(({ package: { name, version }, why }) =>
        why === null ? [] : [`${name} ${version ?? ''}: ${why}`],
      )
      await ask(parts, transaction, found, { run, plan, detail: detail.join('\n') })
    }
    await announce(transaction, `run:${run}`, `plan:${plan}`, 'holdings')
  })
}

/** Handles an interrupted rollback: another process continues at once if this one shuts down, otherwise it is repeated later. */
async function settleError(
  parts: FlowParts,
  found: EdgeParts,
  { claim, plan, error }: { claim: RollbackClaim; plan: number; error: unknown },
): Promise<void> {
  const { database, ending, log } = parts
  const { run } = claim
  if (causeOfKind(error, LostClaimError) !== undefined) return log.warn('another worker has taken over a rollback', { run })
  if (ending.aborted) return await putOffRollback(database, claim, nowOf(parts))
  const { at, isForPeople, isWait } = retryAfter(error, claim.attempts + 1, nowOf(parts))
  const detail = describeError(error)
  log[isWait ? 'debug' : 'warn']('a rollback was interrupted', { run, again: at, error })
  await database.transaction(async (transaction) => {
    await putOffRollback(transaction, claim, at, isWait ? undefined : detail)
    await announce(transaction, `run:${run}`)
    if (isForPeople) await ask(parts, transaction, found, { run, plan, detail })
  })
}

const keyOf = (run: number): string => `rollback ${run}`

const ask = (
  parts: FlowParts,
  transaction: Parameters<typeof askPeople>[1],
  { served, edge }: EdgeParts,
  { run, plan, detail }: { run: number; plan: number; detail: string },
): Promise<void> => {
  const task = {
    key: keyOf(run),
    kind: 'needs a human',
    title: `the rollback of plan ${plan} in ${edge.to} is incomplete`,
    detail,
  } as const
  return askPeople(parts, transaction, { ...task, plan, run, pipeline: served.name, edge: edge.id })
}
