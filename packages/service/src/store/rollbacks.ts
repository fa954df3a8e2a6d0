import type { Report, Rollback } from '@cloudsmith-sdk/promotion'
import { LostClaimError } from '../core/errors.ts'
import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { lease } from './lease.ts'
import type { RunRow } from './runs.ts'

/** A run with its report. */
export interface ReportedRun {
  readonly run: number
  readonly report: Report
}

/** The last run of a plan with a report, which covers all its runs; undefined if there is none. */
export async function lastReport(database: Queryable, plan: number): Promise<ReportedRun | undefined> {
  const [row] = await database.query<{ run: number; report: string }>(sql`
    select id as run, report from promotion.runs where plan = ${plan} and kind = 'apply' and report is not null order by id desc limit 1`)
  return row && { run: row.run, report: JSON.parse(row.report) as Report }
}

/** The latest rollback of a plan that did not fail; undefined if there is none. */
export async function rollbackOf(database: Queryable, plan: number): Promise<number | undefined> {
  const [row] = await database.query<{ id: number }>(sql`
    select id from promotion.runs where plan = ${plan} and kind = 'rollback' and (finished_at is null or outcome = 'undone') order by id desc limit 1`)
  return row?.id
}

/** Stores a new rollback, which is due immediately. */
export async function beginRollback(
  database: Queryable,
  rollback: Pick<RunRow, 'pipeline' | 'edge' | 'worker' | 'requestedBy'> & { plan: number; why: string; at: Date },
): Promise<number> {
  const { pipeline, edge, worker, requestedBy, why, plan, at } = rollback
  const [row] = await database.query<{ id: number }>(sql`
    insert into promotion.runs (plan, kind, pipeline, edge, fence, worker, requested_by, why, started_at, wake_at)
    values (${plan}, 'rollback', ${pipeline}, ${edge}, 0, ${worker}, ${requestedBy}, ${storable(why, 2_000)}, ${at}, ${at}) returning id`)
  if (row === undefined) throw new TypeError('PostgreSQL gave no row for one that it has taken.')
  return row.id
}

/** A worker's claim on a rollback: as `PlanClaim`. */
export interface RollbackClaim {
  readonly run: number
  readonly fence: number
  /** Number of consecutive interruptions. */
  readonly attempts: number
  /** Who requested it, and why. */
  readonly by: string
  readonly why: string
}

/** Claims a rollback that is due, also from a silent worker; undefined if it is not due or has ended. */
export async function claimRollback(
  database: Queryable,
  run: number,
  worker: string,
  now: Date,
): Promise<RollbackClaim | undefined> {
  const [row] = await database.query<Omit<RollbackClaim, 'run'>>(sql`
    update promotion.runs set fence = fence + 1, worker = ${worker}, lease_until = ${lease}
    where id = ${run} and kind = 'rollback' and finished_at is null and wake_at <= ${now}
    returning fence, attempts, coalesce(requested_by, '') as by, coalesce(why, '') as why`)
  return row && { run, ...row }
}

const isMine = ({ run, fence }: RollbackClaim) => sql`id = ${run} and fence = ${fence} and finished_at is null`

async function mine(rows: Promise<readonly unknown[]>): Promise<void> {
  if ((await rows).length === 0) throw new LostClaimError('Another worker has taken over the rollback.')
}

/** Checks a claim. @throws {LostClaimError} another worker has the rollback */
export const requireRollback = (database: Queryable, claim: RollbackClaim): Promise<void> =>
  mine(database.query(sql`select 1 from promotion.runs where ${isMine(claim)}`))

/** Renews a claim. @throws {LostClaimError} another worker has the rollback */
export const renewRollback = (database: Queryable, claim: RollbackClaim): Promise<void> =>
  mine(database.query(sql`update promotion.runs set lease_until = ${lease} where ${isMine(claim)} returning 1`))

/**
 * Releases an unfinished rollback, which continues at a given time.
 *
 * @param error what interrupted it; undefined if nothing is wrong
 * @throws {LostClaimError} somebody else has it
 */
export const putOffRollback = (database: Queryable, claim: RollbackClaim, at: Date, error?: string): Promise<void> =>
  mine(
    database.query(sql`
      update promotion.runs set wake_at = ${at}, lease_until = null, attempts = attempts + ${error === undefined ? 0 : 1},
        error = ${error === undefined ? sql`error` : storable(error, 2_000)}
      where ${isMine(claim)} returning 1`),
  )

/** Ends a rollback with its result. @throws {LostClaimError} somebody else has it */
export const endRollback = (database: Queryable, claim: RollbackClaim, result: Rollback, at: Date): Promise<void> =>
  mine(
    database.query(sql`
      update promotion.runs set finished_at = ${at}, outcome = ${result.outcome}, error = null, report = ${JSON.stringify(result)},
        wake_at = null, lease_until = null
      where ${isMine(claim)} returning 1`),
  )

/** Rollbacks that are due and have no active worker. */
export async function dueRollbacks(database: Queryable, now: Date, pipelines: readonly string[]): Promise<readonly number[]> {
  const rows = await database.query<{ id: number }>(sql`
    select id from promotion.runs
    where kind = 'rollback' and finished_at is null and wake_at <= ${now} and (lease_until is null or lease_until < now())
      and pipeline = any (${pipelines}::text[])
    order by id limit 100`)
  return rows.map(({ id }) => id)
}

/** Reads the result of a rollback; undefined if it has not ended. */
export async function rollbackResult(database: Queryable, run: number): Promise<Rollback | undefined> {
  const [row] = await database.query<{ report: string | null }>(
    sql`select report from promotion.runs where id = ${run} and kind = 'rollback'`,
  )
  return row === undefined || row.report === null ? undefined : (JSON.parse(row.report) as Rollback)
}
