import pg from 'pg'
import { DatabaseError } from '../core/errors.ts'
import { listenOn, type Subscription } from './listen.ts'
import { type Sql, textOf } from './sql.ts'

/** What answers statements: the database, or a transaction of it. */
export interface Queryable {
  /**
   * Runs a statement.
   *
   * @returns its rows; whole numbers of any size are numbers, times are `Date`s
   */
  query<Row = Record<string, unknown>>(statement: Sql): Promise<readonly Row[]>
  /** Runs a text with places for values, for libraries that write their own; without values it may have several statements, and gives the rows of all. */
  run(text: string, values?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>
}

/** A database that is open. */
export interface Database extends Queryable {
  /** Its address, with the password: for libraries that connect by themselves. */
  readonly url: string
  /** Runs something whole or not at all: again from its beginning where another transaction was in its way, so let it do nothing elsewhere. */
  transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T>
  /**
   * Hears of notifications on a channel, over a connection of its own that is made again whenever it breaks.
   *
   * @param missed called whenever notifications may have been missed, at the beginning too
   */
  listen(channel: string, heard: (payload: string) => void, missed: () => void): Subscription
  /** Connections that are open, that are idle, and requests that wait for one. */
  readonly connections: { readonly total: number; readonly idle: number; readonly waiting: number }
  close(): Promise<void>
}

/** Options of {@link openDatabase}. */
export interface DatabaseOptions {
  /** `postgres://…` */
  readonly url: string
  /** Connections, at most. Default: 10. */
  readonly connections?: number | undefined
  /** What the server calls this program. Default: `cloudsmith-promote-service`. */
  readonly name?: string | undefined
  /** Told of connections that broke while nobody used them. Default: nobody is. */
  readonly onError?: ((error: Error) => void) | undefined
}

/**
 * Milliseconds until a connection has to be there, and a statement done: what takes longer hangs on a connection that is half open. A transaction that
 * says nothing more is of a machine that is gone: it is undone, else others would wait for what it holds as long as the network keeps quiet.
 */
const patience = { connect: 5_000, statement: 30_000, answer: 35_000, silence: 10_000 }

/** The oldest PostgreSQL that will do: 13. */
const oldest = 130_000

/**
 * Opens a database.
 *
 * @throws {DatabaseError} it cannot be reached, does not let this program in, or is older than PostgreSQL 13
 */
export async function openDatabase({ url, connections = 10, name, onError }: DatabaseOptions): Promise<Database> {
  const config: pg.PoolConfig = {
    connectionString: url,
    application_name: name ?? 'cloudsmith-promote-service',
    connectionTimeoutMillis: patience.connect,
    query_timeout: patience.answer,
    statement_timeout: patience.statement,
    idle_in_transaction_session_timeout: patience.silence,
    keepAlive: true,
    types: { getTypeParser },
  }
  const pool = new pg.Pool({ ...config, max: connections })
  // Without somebody who listens, a connection that breaks while it is idle ends the process.
  pool.on('error', (error) => onError?.(error))
  // So does one that breaks in the moment at which it is there, when nobody who waits for it knows yet. Whoever uses it hears of that by its statement.
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    const { rows } = await pool.query<{ server_version_num: string }>('show server_version_num')
    if (Number(rows[0]?.server_version_num) < oldest) {
      throw new DatabaseError(`The database is PostgreSQL ${rows[0]?.server_version_num}: it has to be 13 or later.`)
    }
  } catch (error) {
    await pool.end()
    throw error instanceof DatabaseError ? error : new DatabaseError(whyNot(url, error), { cause: error })
  }
  const subscriptions = new Set<Subscription>()
  return {
    ...queryable(pool),
    url,
    async transaction(work) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(pool, work)
        } catch (error) {
          if (attempt === mostAttempts || !inTheWay.has(String((error as { code?: unknown }).code))) throw error
        }
      }
    },
    listen(channel, heard, missed) {
      const subscription = listenOn(config, { channel, heard, missed })
      subscriptions.add(subscription)
      return subscription
    },
    get connections() {
      return { total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }
    },
    async close() {
      await Promise.all([...subscriptions].map((subscription) => subscription.close()))
      await pool.end()
    },
  }
}

/** How often a transaction is tried that others are in the way of. */
const mostAttempts = 4

/** Codes of PostgreSQL: two waited for each other; what was read has changed. */
const inTheWay: ReadonlySet<string> = new Set(['40P01', '40001'])

async function once<T>(pool: pg.Pool, work: (transaction: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  // Whoever has a connection hears of its end, too, between two statements; without a listener that ends the process.
  const breaks = (error: Error) => {
    broken = error
  }
  client.on('error', breaks)
  try {
    await client.query('begin')
    const result = await work(queryable(client))
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((reason: Error) => {
      broken = reason
    })
    throw error
  } finally {
    client.off('error', breaks)
    // One that cannot be rolled back is of no use to others.
    client.release(broken)
  }
}

const queryable = (client: Pick<pg.Pool, 'query'>): Queryable => ({
  async query<Row>(statement: Sql) {
    const { rows } = await client.query({ text: textOf(statement), values: [...statement.values] })
    return rows as Row[]
  },
  async run(text, values) {
    // The types of the library do not tell that several statements have several results.
    const results: pg.QueryResult | readonly pg.QueryResult[] = await client.query(text, values && [...values])
    return { rows: [results].flat().flatMap(({ rows }) => rows) }
  },
})

/** Whole numbers of eight bytes are texts to `pg`. Ours count things, of which there are less than 2 ** 53. */
const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (id, format) =>
  id === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(id, format)

/** Never with the password. */
function whyNot(url: string, error: unknown): string {
  const { host, pathname } = URL.parse(url) ?? { host: 'its address', pathname: '' }
  const why = error instanceof Error ? error.message || ((error as { code?: string }).code ?? '') : String(error)
  return `The database at ${host}${pathname} cannot be used: ${why.replace(/\.$/, '')}. Check DATABASE_URL.`
}
