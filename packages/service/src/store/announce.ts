import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** The notification channel for changes. */
export const channel = 'promotion'

/** What changed, so that pages that show it update. It is a hint that may be lost; pages also update without it. */
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

/** Notifies all listeners of a change, after the transaction is committed. */
export const announce = async (database: Queryable, ...topics: readonly Topic[]): Promise<void> => {
  if (topics.length === 0) return
  await database.query(sql`select pg_notify(${channel}, topic) from unnest(${[...new Set(topics)]}::text[]) as topic`)
}
