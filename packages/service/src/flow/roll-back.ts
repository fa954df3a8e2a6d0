import { type Rollback, rollback } from '@cloudsmith-sdk/promotion'
import { describeError } from '../core/errors.ts'
import type { Job } from '../queue/boss.ts'
import type { Actor } from '../store/actor.ts'
import { announce } from '../store/announce.ts'
import { audit } from '../store/audit.ts'
import { dropHoldings } from '../store/holdings.ts'
import { findPlan } from '../store/plans.ts'
import { beginRollback, endRollback, lastReport, noteRollbackError, rollbackOf } from '../store/rollbacks.ts'
import { findRun } from '../store/runs.ts'
import { retryAfter } from './backoff.ts'
import { clientFor } from './client.ts'
import { DecisionError } from './decision-error.ts'
import { askPeople, isWell } from './open-task.ts'
import { type EdgeParts, edgeIn, type FlowParts, nowOf } from './parts.ts'

/**
 * Has all undone that came of a plan: its copies are deleted, what it moved is moved back, its tag is taken off, and what is taken away is held.
 *
 * @param why a sentence without its full stop
 * @returns the number of the run that does it
 * @throws {DecisionError} there is no such plan, it goes on still, nothing came of it, or it is undone already
 */
export async function askRollback(parts: FlowParts, plan: number, actor: Actor, why: string): Promise<number> {
  const { database, queue, worker } = parts
  const at = nowOf(parts)
  return await database.transaction(async (transaction) => {
    const row = await findPlan(transaction, plan)
    if (row === undefined) throw new DecisionError('not found', `There is no plan ${plan}.`)
    if (row.closedAt === null)
      throw new DecisionError('not possible', `Plan ${plan} is not over: refuse it first, so that it sends nothing more.`)
    const last = await lastReport(transaction, plan)
    if (last === undefined) throw new DecisionError('not possible', `Nothing came of plan ${plan}, so there is nothing to undo.`)
    const before = await rollbackOf(transaction, plan)
    if (before !== undefined) throw new DecisionError('over', `Plan ${plan} is undone by run ${before}.`)
    const { pipeline, edge } = row
    const run = await beginRollback(transaction, { pipeline, edge, worker, requestedBy: actor.by, plan, at })
    await queue.send('rollback', String(run), { run, by: actor.by, why, failures: 0 }, { transaction })
    await audit(transaction, actor, { at, action: 'plan.rolled back', about: `plan:${plan}`, detail: { run, why } })
    await announce(transaction, `plan:${plan}`, 'tasks')
    return run
  })
}

/** Undoes what a plan did. It may be begun again as often as somebody dies over it: what is undone stays undone. */
export async function rollBack(parts: FlowParts, { data, signal }: Pick<Job<'rollback'>, 'data' | 'signal'>): Promise<void> {
  const { database, queue, log, ending } = parts
  const row = await findRun(database, data.run)
  const found = row && edgeIn(parts, row.edge)
  if (row === undefined || row.plan === null || found === undefined || row.finishedAt !== null) return
  const last = await lastReport(database, row.plan)
  if (last === undefined) return
  try {
    const client = clientFor(parts, found.served)
    const hold = { by: data.by, why: data.why }
    const result = await rollback(client, last.report, { hold, signal: AbortSignal.any([signal, ending]) })
    await settle(parts, found, { run: data.run, plan: row.plan, result })
  } catch (error) {
    if (ending.aborted || signal.aborted) throw error
    const failures = data.failures + 1
    const { at, isForPeople } = retryAfter(error, failures, nowOf(parts))
    log.warn('a rollback was cut off', { run: data.run, again: at, error })
    await database.transaction(async (transaction) => {
      await noteRollbackError(transaction, data.run, describeError(error))
      await queue.send('rollback', String(data.run), { ...data, failures }, { transaction, at })
      await announce(transaction, `run:${data.run}`)
      if (isForPeople) await ask(parts, transaction, found, { run: data.run, plan: row.plan ?? 0, detail: describeError(error) })
    })
  }
}

async function settle(
  parts: FlowParts,
  found: EdgeParts,
  { run, plan, result }: { run: number; plan: number; result: Rollback },
): Promise<void> {
  await parts.database.transaction(async (transaction) => {
    const at = nowOf(parts)
    if (!(await endRollback(transaction, run, result, at))) return
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
    title: `the rollback of plan ${plan} in ${edge.to} is not whole`,
    detail,
  } as const
  return askPeople(parts, transaction, { ...task, plan, run, pipeline: served.name, edge: edge.id })
}
