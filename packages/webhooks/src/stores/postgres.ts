import type { TriggerStore } from '../receiver/store.ts'

/** As much of a PostgreSQL client as is used: those of `pg` (a `Pool`, a `Client`) and of PGlite are such. */
export interface PostgresClient {
  query(text: string, values: unknown[]): Promise<{ rows: readonly unknown[] }>
}

/** Where deliveries are remembered, and for how long. */
export interface PostgresStoreOptions {
  /** The table, with its schema if it needs one (default `cloudsmith_deliveries`). Receivers that do different work need different ones. */
  table?: string | undefined
  /** Milliseconds that a handled delivery is remembered (default a week). */
  keepFor?: number | undefined
}

const defaultTable = 'cloudsmith_deliveries'
const week = 7 * 24 * 3_600_000

/** Rows that one delivery deletes at most, so that none takes long. */
const pruned = 100

/**
 * The statements that make the table of a {@link postgresStore}, for a migration. They do nothing where it exists.
 *
 * @param table as in the store's options
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
 * A store in a table of PostgreSQL, for receivers in any number of processes: of copies of one delivery, one is handled.
 *
 * A row is a claim, and once handled a memory; after `expires_at` it counts for nothing. Every delivery deletes up to a hundred such rows,
 * so that the table needs no care. Time is the database's, so that clocks of machines need not agree.
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
    // One statement: whoever inserts first has the row, and the others find it there.
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
