import pg from 'pg'
import { DatabaseError } from '../core/errors.ts'
import { listenOn, type Subscription } from './listen.ts'
import { type Sql, textOf } from './sql.ts'

/** Executes statements: the database, or a transaction. */
export interface Queryable {
  /**
   * Executes a statement.
   *
   * @returns the rows; integers of any size are numbers, times are `Date`s
   */
  query<Row = Record<string, unknown>>(statement: Sql): Promise<readonly Row[]>
  /**
   * Executes a text with placeholders, for libraries that write their own SQL. Without values it may contain several statements, and returns the rows
   * of all.
   */
  run(text: string, values?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>
}

/** An open database. */
export interface Database extends Queryable {
  /** Its address with the password, for libraries that open their own connections. */
  readonly url: string
  /** Runs work in a transaction. It is repeated after a conflict with another transaction, so it must have no other side effects. */
  transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T>
  /**
   * Listens for notifications on a channel, through its own connection, which is reopened whenever it breaks.
   *
   * @param missed called whenever notifications may have been missed, including at the start
   */
  listen(channel: string, heard: (payload: string) => void, missed: () => void): Subscription
  /** Number of open and idle connections, and of queries that wait for one. */
  readonly connections: { readonly total: number; readonly idle: number; readonly waiting: number }
  close(): Promise<void>
}

/** Options of {@link openDatabase}. */
export interface DatabaseOptions {
  /** `postgres://…` */
  readonly url: string
  /** Maximum number of connections. Default: 10. */
  readonly connections?: number | undefined
  /** Application name in the server. Default: `cloudsmith-promote-service`. */
  readonly name?: string | undefined
  /** Called when an idle connection breaks. Default: such errors are ignored. */
  readonly onError?: ((error: Error) => void) | undefined
}

/**
 * Timeouts in milliseconds for connecting, for a statement, for its response (in case a connection is half open), and for an idle transaction. The
 * last one undoes transactions of machines that are gone, which would otherwise keep their locks until the network gives up.
 */
const patience = { connect: 5_000, statement: 30_000, answer: 35_000, silence: 10_000 }

/** The oldest supported version of PostgreSQL: 13. */
const oldest = 130_000

/**
 * Opens a database.
 *
 * @throws {DatabaseError} it cannot be reached, rejects the credentials, or is older than PostgreSQL 13
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
  // Without a listener, an idle connection that breaks would end the process.
  pool.on('error', (error) => onError?.(error))
  // So would one that breaks right after it was opened, before anybody waits for it. Whoever uses it notices through the statement.
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    const { rows } = await pool.query<{ server_version_num: string }>('show server_version_num')
    if (Number(rows[0]?.server_version_num) < oldest) {
      throw new DatabaseError(`The database is PostgreSQL ${rows[0]?.server_version_num}: the service needs 13 or later.`)
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

/** Maximum number of attempts of a transaction with conflicts. */
const mostAttempts = 4

/** Error codes of PostgreSQL for deadlocks and serialization failures. */
const inTheWay: ReadonlySet<string> = new Set(['40P01', '40001'])

async function once<T>(pool: pg.Pool, work: (transaction: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  // A connection that breaks between two statements emits an error, too, which would end the process without a listener.
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
    // A connection that cannot be rolled back must not be reused.
    client.release(broken)
  }
}

const queryable = (client: Pick<pg.Pool, 'query'>): Queryable => ({
  async query<Row>(statement: Sql) {
    const { rows } = await client.query({ text: textOf(statement), values: [...statement.values] })
    return rows as Row[]
  },
  async run(text, values) {
    // The library's types do not cover that several statements have several results.
    const results: pg.QueryResult | readonly pg.QueryResult[] = await client.query(text, values && [...values])
    return { rows: [results].flat().flatMap(({ rows }) => rows) }
  },
})

/** `pg` returns 64-bit integers as strings. Ours are counts and numbers below 2 ** 53. */
const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (id, format) =>
  id === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(id, format)

/** The reason why the database cannot be used, without the password. */
function whyNot(url: string, error: unknown): string {
  const { host, pathname } = URL.parse(url) ?? { host: 'its address', pathname: '' }
  const why = error instanceof Error ? error.message || ((error as { code?: string }).code ?? '') : String(error)
  return `The database at ${host}${pathname} cannot be used: ${why.replace(/\.$/, '')}. Check DATABASE_URL.`
}
