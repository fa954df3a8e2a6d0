import type { Queryable } from '../database/database.ts'
import { raw, type Sql, sql } from '../database/sql.ts'

/** Deletes rows of a table that a condition holds for, so many at most; gives how many. */
async function drop(database: Queryable, table: string, condition: Sql, most: number): Promise<number> {
  const rows = await database.query(sql`
    delete from ${raw(table)} where ctid = any (array(select ctid from ${raw(table)} where ${condition} limit ${most})) returning 1`)
  return rows.length
}

/** Forgets plans that ended before a moment, with their runs, approvals and tasks. */
export const forgetPlans = (database: Queryable, before: Date, most: number): Promise<number> =>
  drop(database, 'promotion.plans', sql`closed_at < ${before}`, most)

/** Forgets tasks that were closed before a moment. */
export const forgetTasks = (database: Queryable, before: Date, most: number): Promise<number> =>
  drop(database, 'promotion.tasks', sql`closed_at < ${before}`, most)

/** Forgets messages that were told, or given up, and made before a moment. */
export const forgetMessages = (database: Queryable, before: Date, most: number): Promise<number> =>
  drop(database, 'promotion.notifications', sql`state <> 'due' and created_at < ${before}`, most)

/** Forgets figures of before a moment. */
export const forgetSamples = (database: Queryable, before: Date, most: number): Promise<number> =>
  drop(database, 'promotion.samples', sql`at < ${before}`, most)

/** Forgets processes that were not heard of since a moment. */
export const forgetWorkers = (database: Queryable, before: Date, most: number): Promise<number> =>
  drop(database, 'promotion.workers', sql`beat_at < ${before}`, most)
