import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** A message that is to reach somebody. */
export interface NotificationRow {
  readonly id: number
  /** No two have the same: what happened, and where it is told. */
  readonly key: string
  /** Name of where it is told, as the settings have it. */
  readonly channel: string
  readonly event: string
  /** What is told: JSON, without secrets. */
  readonly payload: string
  readonly state: 'due' | 'sent' | 'failed'
  readonly attempts: number
  readonly nextAt: Date
  readonly createdAt: Date
  readonly sentAt: Date | null
  readonly lastError: string | null
  /** What the other side calls it, so that a later message can change it. */
  readonly remote: string | null
}

const columns = sql`id, key, channel, event, payload, state, attempts, next_at as "nextAt", created_at as "createdAt", sent_at as "sentAt",
  last_error as "lastError", remote`

/** Notes that something is to be told, in the transaction in which it happened; says whether it was not noted before. */
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
 * Takes messages that are due. Whoever takes them has a while to tell them: then others may take them too.
 *
 * @param seconds how long they are left to whoever takes them
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

/** Notes what became of a message. */
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

/** The message with a key; undefined where there is none. */
export const findNotification = async (database: Queryable, key: string): Promise<NotificationRow | undefined> =>
  (await database.query<NotificationRow>(sql`select ${columns} from promotion.notifications where key = ${storable(key)}`))[0]

/** Messages, the latest first. */
export const listNotifications = (database: Queryable, limit = 100): Promise<readonly NotificationRow[]> =>
  database.query<NotificationRow>(sql`select ${columns} from promotion.notifications order by id desc limit ${limit}`)
