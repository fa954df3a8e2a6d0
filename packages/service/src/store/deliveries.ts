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

/** Writes down a webhook, and says whether it is the first of its kind: repetitions have the same trigger. */
export async function noteDelivery(database: Queryable, delivery: Delivery): Promise<boolean> {
  const { pipeline, triggerId, event, repository, slugPerm, label, eventAt } = delivery
  const rows = await database.query(sql`
    insert into promotion.deliveries (pipeline, trigger_id, event, repository, slug_perm, label, event_at)
    values (${pipeline}, ${storable(triggerId)}, ${storable(event)}, ${storable(repository)},
      ${slugPerm === null ? null : storable(slugPerm)}, ${label === null ? null : storable(label)}, ${eventAt})
    on conflict do nothing returning 1`)
  return rows.length > 0
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
