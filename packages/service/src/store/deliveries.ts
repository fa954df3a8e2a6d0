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
  /** What the package is called. */
  readonly label: string | null
  readonly eventAt: Date | null
}

/** Writes down webhooks, and says of each whether it is the first of its kind: repetitions have the same trigger. */
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
  // Of two in one list the first is new.
  return rows.map(({ pipeline, trigger_id }) => fresh.delete(JSON.stringify([pipeline, trigger_id])))
}

/** Webhooks of a pipeline, the latest first. */
export const latestDeliveries = (
  database: Queryable,
  pipeline: string,
  limit = 50,
): Promise<readonly (Delivery & { readonly receivedAt: Date })[]> =>
  database.query(sql`
    select pipeline, trigger_id as "triggerId", event, repository, slug_perm as "slugPerm", label, event_at as "eventAt",
      received_at as "receivedAt"
    from promotion.deliveries where pipeline = ${pipeline} order by received_at desc limit ${limit}`)

/** Forgets webhooks, some at a time. Those of them that come again are taken for new: a look too many, and no harm. */
export async function forgetDeliveries(database: Queryable, before: Date, most = 10_000): Promise<number> {
  const rows = await database.query(sql`
    delete from promotion.deliveries where ctid = any (array(
      select ctid from promotion.deliveries where received_at < ${before} limit ${most}))
    returning 1`)
  return rows.length
}
