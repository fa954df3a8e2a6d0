import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** Where is told what changed. */
export const channel = 'promotion'

/** What changed: pages that show it look again. A hint, not a message: whoever missed one looks again anyway. */
export type Topic =
  | 'holdings'
  | 'tasks'
  | 'pauses'
  | 'waivers'
  | 'workers'
  | 'assessments'
  | `plan:${number}`
  | `run:${number}`
  | `edge:${string}`

/** Tells everybody who listens that something changed, once the transaction is through. */
export const announce = async (database: Queryable, ...topics: readonly Topic[]): Promise<void> => {
  if (topics.length === 0) return
  await database.query(sql`select pg_notify(${channel}, topic) from unnest(${[...new Set(topics)]}::text[]) as topic`)
}
