import type { Report, Rollback } from '@cloudsmith-sdk/promotion'
import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { RunRow } from './runs.ts'

/** A run with what it came to. */
export interface ReportedRun {
  readonly run: number
  readonly report: Report
}

/** The last run of a plan that has a report: it tells what all of them did. Undefined where there is none. */
export async function lastReport(database: Queryable, plan: number): Promise<ReportedRun | undefined> {
  const [row] = await database.query<{ run: number; report: string }>(sql`
    select id as run, report from promotion.runs where plan = ${plan} and kind = 'apply' and report is not null order by id desc limit 1`)
  return row && { run: row.run, report: JSON.parse(row.report) as Report }
}

/** The latest rollback of a plan that did not fail; undefined where there is none. */
export async function rollbackOf(database: Queryable, plan: number): Promise<number | undefined> {
  const [row] = await database.query<{ id: number }>(sql`
    select id from promotion.runs where plan = ${plan} and kind = 'rollback' and (finished_at is null or outcome = 'undone') order by id desc limit 1`)
  return row?.id
}

/** Begins a rollback. */
export async function beginRollback(
  database: Queryable,
  rollback: Pick<RunRow, 'pipeline' | 'edge' | 'worker' | 'requestedBy'> & { plan: number; at: Date },
): Promise<number> {
  const { pipeline, edge, worker, requestedBy, plan, at } = rollback
  const [row] = await database.query<{ id: number }>(sql`
    insert into promotion.runs (plan, kind, pipeline, edge, fence, worker, requested_by, started_at)
    values (${plan}, 'rollback', ${pipeline}, ${edge}, 0, ${worker}, ${requestedBy}, ${at}) returning id`)
  if (row === undefined) throw new TypeError('PostgreSQL gave no row for one that it has taken.')
  return row.id
}

/** Says why a rollback is not done yet: it is tried again. */
export const noteRollbackError = (database: Queryable, run: number, error: string) =>
  database.query(sql`update promotion.runs set error = ${storable(error, 2_000)} where id = ${run} and finished_at is null`)

/** Ends a rollback; says whether it had not ended before. */
export async function endRollback(database: Queryable, run: number, result: Rollback, at: Date): Promise<boolean> {
  const rows = await database.query(sql`
    update promotion.runs set finished_at = ${at}, outcome = ${result.outcome}, error = null, report = ${JSON.stringify(result)}
    where id = ${run} and kind = 'rollback' and finished_at is null returning 1`)
  return rows.length > 0
}

/** What a rollback came to; undefined where it has not ended. */
export async function rollbackResult(database: Queryable, run: number): Promise<Rollback | undefined> {
  const [row] = await database.query<{ report: string | null }>(
    sql`select report from promotion.runs where id = ${run} and kind = 'rollback'`,
  )
  return row === undefined || row.report === null ? undefined : (JSON.parse(row.report) as Rollback)
}
