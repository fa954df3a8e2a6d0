import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** Number of the last event of a run; 0 if there is none. */
export async function lastEventOf(database: Queryable, run: number): Promise<number> {
  const [row] = await database.query<{ seq: number | null }>(
    sql`select max(seq) as seq from promotion.run_events where run = ${run}`,
  )
  return row?.seq ?? 0
}
