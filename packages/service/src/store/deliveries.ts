import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** A webhook that was received. */
export interface Delivery {
  readonly pipeline: string
  readonly triggerId: string
  /** Name of the event. */
  readonly event: string
  readonly repository: string
  readonly slugPerm: string | null
  /** Display name of the package. */
  readonly label: string | null
  readonly eventAt: Date | null
}

/** Records webhooks, and returns for each whether it is new: repetitions have the same trigger ID. */
export async function noteDeliveries(database: Queryable, deliveries: readonly Delivery[]): Promise<readonly boolean[]> {
  const rows = deliveries.map(({ pipeline, triggerId, event, repository, slugPerm, label, eventAt }) => ({
    ...{ pipeline, trigger_id: storable(triggerId), event: storable(event), repository: storable(repository) },
    ...{
      slug_perm: slugPerm === null ? null : storable(slugPerm),
      label: label === null ? null : storable(label),
      event_at: eventAt,
    },
  }))
  const found = await database.query<{ pipeline: string; triggerId: string }>(sql`
    insert into promotion.deliveries (pipeline, trigger_id, event, repository, slug_perm, label, event_at)
    select pipeline, trigger_id, event, repository, slug_perm, label, event_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as delivery (pipeline text, trigger_id text, event text, repository text,
      slug_perm text, label text, event_at timestamptz)
    order by pipeline, trigger_id
    on conflict do nothing returning pipeline, trigger_id as "triggerId"`)
  const fresh = new Set(found.map(({ pipeline, triggerId }) => JSON.stringify([pipeline, triggerId])))
  // If a list contains two with the same ID, the first one is new.
  return rows.map(({ pipeline, trigger_id }) => fresh.delete(JSON.stringify([pipeline, trigger_id])))
}

/** Deletes old webhooks, a limited number at a time. If one of them is repeated, it counts as new, which only causes an unnecessary check. */
export async function forgetDeliveries(database: Queryable, before: Date, most = 10_000): Promise<number> {
  const rows = await database.query(sql`
    delete from promotion.deliveries where ctid = any (array(
      select ctid from promotion.deliveries where received_at < ${before} limit ${most}))
    returning 1`)
  return rows.length
}
