import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** A message to deliver. */
export interface NotificationRow {
  readonly id: number
  /** Unique key: the event and the channel. */
  readonly key: string
  /** Name of the channel in the settings. */
  readonly channel: string
  readonly event: string
  /** The message as JSON, without secrets. */
  readonly payload: string
  readonly state: 'due' | 'sent' | 'failed'
  readonly attempts: number
  readonly nextAt: Date
  readonly createdAt: Date
  readonly sentAt: Date | null
  readonly lastError: string | null
  /** The receiver's identifier of the message, with which a later one can update it. */
  readonly remote: string | null
}

const columns = sql`id, key, channel, event, payload, state, attempts, next_at as "nextAt", created_at as "createdAt", sent_at as "sentAt",
  last_error as "lastError", remote`

/** Stores a message in the transaction of its event. Returns whether it is new. */
export async function noteNotification(
  database: Queryable,
  { key, channel, event, payload, at }: { key: string; channel: string; event: string; payload: object; at: Date },
): Promise<boolean> {
  const rows = await database.query(sql`
    insert into promotion.notifications (key, channel, event, payload, next_at)
    values (${storable(key)}, ${channel}, ${event}, ${JSON.stringify(payload)}, ${at}) on conflict (key) do nothing returning 1`)
  return rows.length > 0
}

/**
 * Takes messages that are due. They are reserved for the caller for a while, after which others may take them.
 *
 * @param seconds for how long they are reserved
 */
export const takeNotifications = (
  database: Queryable,
  now: Date,
  { most = 20, seconds = 60 }: { most?: number; seconds?: number } = {},
): Promise<readonly NotificationRow[]> =>
  database.query<NotificationRow>(sql`
    update promotion.notifications set attempts = attempts + 1, next_at = ${now}::timestamptz + make_interval(secs => ${seconds})
    where id in (select id from promotion.notifications where state = 'due' and next_at <= ${now} order by next_at limit ${most}
      for update skip locked)
    returning ${columns}`)

/** Records the outcome of a delivery. */
export const settleNotification = (
  database: Queryable,
  id: number,
  end: { readonly sentAt: Date; readonly remote?: string | undefined } | { readonly error: string; readonly nextAt: Date | null },
) =>
  'sentAt' in end
    ? database.query(sql`
        update promotion.notifications set state = 'sent', sent_at = ${end.sentAt}, remote = ${end.remote ?? null}, last_error = null
        where id = ${id}`)
    : database.query(sql`
        update promotion.notifications set state = ${end.nextAt === null ? 'failed' : 'due'}, next_at = coalesce(${end.nextAt}, next_at),
          last_error = ${storable(end.error, 2_000)}
        where id = ${id}`)

/** Finds a message by key; undefined if there is none. */
export const findNotification = async (database: Queryable, key: string): Promise<NotificationRow | undefined> =>
  (await database.query<NotificationRow>(sql`select ${columns} from promotion.notifications where key = ${storable(key)}`))[0]

/** Lists messages, latest first. */
export const listNotifications = (database: Queryable, limit = 100): Promise<readonly NotificationRow[]> =>
  database.query<NotificationRow>(sql`select ${columns} from promotion.notifications order by id desc limit ${limit}`)
