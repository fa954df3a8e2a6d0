import type { TriggerStore } from '../receiver/store.ts'

/** The part of a PostgreSQL client that the store uses. A `Pool` or `Client` of `pg` and a PGlite instance have it. */
export interface PostgresClient {
  query(text: string, values: unknown[]): Promise<{ rows: readonly unknown[] }>
}

/** Options of {@link postgresStore}. */
export interface PostgresStoreOptions {
  /**
   * Name of the table, with a schema if necessary. Receivers that do different work need different tables. Default: `cloudsmith_deliveries`.
   */
  table?: string | undefined
  /** How long to remember a handled delivery, in milliseconds. Default: one week. */
  keepFor?: number | undefined
}

const defaultTable = 'cloudsmith_deliveries'
const week = 7 * 24 * 3_600_000

/** Largest number of rows that one delivery deletes, so that none takes long. */
const pruned = 100

/**
 * The SQL statements that create the table of a {@link postgresStore}, for a migration. They do nothing if it already exists.
 *
 * @param table name of the table, as in the store's options; default `cloudsmith_deliveries`
 */
export function deliveriesTable(table = defaultTable): string {
  return `create table if not exists ${quoted(table)} (
  trigger_id text primary key,
  claimed_by uuid not null,
  is_handled boolean not null default false,
  expires_at timestamptz not null
);
create index if not exists ${quoted(`${table.split('.').at(-1)}_expires_at`)} on ${quoted(table)} (expires_at);`
}

/**
 * Creates a store in a PostgreSQL table, for receivers in any number of processes: a delivery that is received several times is handled once. Create
 * the table with the statements of {@link deliveriesTable}.
 *
 * A row records a claim, and later that the delivery was handled; it is ignored after `expires_at`. Each delivery deletes up to a hundred expired
 * rows, so the table needs no maintenance. All times come from the database, so the clocks of machines need not agree.
 */
export function postgresStore(client: PostgresClient, options: PostgresStoreOptions = {}): Required<TriggerStore> {
  const { keepFor = week } = options
  const table = quoted(options.table ?? defaultTable)
  const owner = crypto.randomUUID()
  const isThere = async (text: string, ...values: unknown[]) => (await client.query(text, values)).rows.length > 0
  const after = 'now() + make_interval(secs => $3)'

  return {
    has: (id) => isThere(`select 1 from ${table} where trigger_id = $1 and is_handled and expires_at > now()`, id),
    add: (id) =>
      client.query(
        `with pruned as (
          delete from ${table} where trigger_id in (
            select trigger_id from ${table} where expires_at < now() and trigger_id <> $1 limit ${pruned} for update skip locked
          )
        )
        insert into ${table} (trigger_id, claimed_by, is_handled, expires_at) values ($1, $2, true, ${after})
        on conflict (trigger_id) do update set is_handled = true, expires_at = excluded.expires_at`,
        [id, owner, keepFor / 1_000],
      ),
    // A single statement: the process that inserts the row first has the claim, and the others find the row.
    claim: (id, ttl) =>
      isThere(
        `insert into ${table} as held (trigger_id, claimed_by, expires_at) values ($1, $2, ${after})
        on conflict (trigger_id) do update
          set claimed_by = excluded.claimed_by, is_handled = false, expires_at = excluded.expires_at
          where held.expires_at <= now()
        returning 1`,
        id,
        owner,
        ttl / 1_000,
      ),
    release: (id) =>
      client.query(`delete from ${table} where trigger_id = $1 and claimed_by = $2 and not is_handled`, [id, owner]),
  }
}

function quoted(name: string): string {
  return name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.')
}
