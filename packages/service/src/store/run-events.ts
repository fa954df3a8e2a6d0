import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** The number of the last event of a run; 0 where it told of none. */
export async function lastEventOf(database: Queryable, run: number): Promise<number> {
  const [row] = await database.query<{ seq: number | null }>(
    sql`select max(seq) as seq from promotion.run_events where run = ${run}`,
  )
  return row?.seq ?? 0
}
