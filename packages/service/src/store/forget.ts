import type { Queryable } from '../database/database.ts'
import { raw, type Sql, sql } from '../database/sql.ts'

/** Deletes a limited number of rows that meet a condition, and returns how many. */
async function drop(database: Queryable, table: string, condition: Sql, most: number): Promise<number> {
  const rows = await database.query(sql`
    delete from ${raw(table)} where ctid = any (array(select ctid from ${raw(table)} where ${condition} limit ${most})) returning 1`)
  return rows.length
}

/** Deletes plans that ended before a time, with their runs, approvals and tasks. */
export const forgetPlans = (database: Queryable, before: Date, most: number): Promise<number> =>
  drop(database, 'promotion.plans', sql`closed_at < ${before}`, most)

/** Deletes tasks that were closed before a time. */
export const forgetTasks = (database: Queryable, before: Date, most: number): Promise<number> =>
  drop(database, 'promotion.tasks', sql`closed_at < ${before}`, most)

/** Deletes messages that were made before a time, and delivered or given up. */
export const forgetMessages = (database: Queryable, before: Date, most: number): Promise<number> =>
  drop(database, 'promotion.notifications', sql`state <> 'due' and created_at < ${before}`, most)

/** Deletes samples from before a time. */
export const forgetSamples = (database: Queryable, before: Date, most: number): Promise<number> =>
  drop(database, 'promotion.samples', sql`at < ${before}`, most)

/** Deletes processes without a heartbeat since a time. */
export const forgetWorkers = (database: Queryable, before: Date, most: number): Promise<number> =>
  drop(database, 'promotion.workers', sql`beat_at < ${before}`, most)
