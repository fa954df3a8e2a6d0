import { createLog, type Log } from './core/log.ts'
import { createRedactor } from './core/redactor.ts'
import { type Database, openDatabase } from './database/database.ts'
import { type Cluster, startCluster } from './database/embedded/cluster.ts'
import { migrate } from './database/migrate.ts'
import { sql } from './database/sql.ts'
import { createApp } from './http/app.ts'
import { type HttpServer, listen } from './http/server.ts'
import { type JobQueue, openQueue } from './queue/boss.ts'
import { readPipelines } from './settings/pipelines.ts'
import type { Settings, Surroundings } from './settings/read-settings.ts'
import { reveal } from './settings/reference.ts'

/** Options of {@link startService}. */
export interface ServiceOptions extends Surroundings {
  readonly settings: Settings
  /** Takes a line of the log with its end. */
  readonly write: (line: string) => unknown
}

/** The service, as it runs. */
export interface RunningService {
  /** Where it answers; undefined where this process only works. */
  readonly url: string | undefined
  readonly log: Log
  /** Ends it within ten seconds: takes nothing more, and leaves what is not done by then to other processes, or to the next start. */
  stop(): Promise<void>
}

/** Milliseconds: that requests and jobs have to end by. */
const patience = { requests: 2_000, jobs: 5_000 }

/**
 * Starts the service: database, queue, workers, answers.
 *
 * @throws {SettingsError} the settings cannot be; nothing was started
 * @throws {DatabaseError} there is no database to be had
 */
export async function startService({ settings, env, write }: ServiceOptions): Promise<RunningService> {
  const redactor = createRedactor()
  const log = createLog({ write, redactor, level: settings.logLevel })
  const pipelines = await readPipelines(settings)
  const stops: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const each of stops.splice(0).reverse())
      await each().catch((error: unknown) => log.warn('could not end well', { error }))
  }
  try {
    const url = await databaseUrl()
    redactor.hide(new URL(url).password)
    const database: Database = await openDatabase({ url, onError: (error) => log.warn('a connection broke', { error }) })
    stops.push(() => database.close())
    await migrate(database)
    const isWorker = settings.roles.includes('worker')
    const queue: JobQueue = await openQueue({ url, log, isWorker })
    stops.push(() => queue.stop(patience.jobs))
    const server = settings.roles.includes('web') ? await answer(database) : undefined
    log.info('started', { url: server?.url, pipelines: pipelines.map(({ name }) => name), roles: settings.roles })
    return { url: server?.url, log, stop }
  } catch (error) {
    await stop()
    throw error
  }

  async function databaseUrl(): Promise<string> {
    const given =
      settings.database === undefined ? env.DATABASE_URL : await reveal(settings.database, { env, cwd: settings.base })
    if (given !== undefined && given !== '') return given
    const cluster: Cluster = await startCluster({ folder: settings.data, log })
    stops.push(() => cluster.stop())
    return cluster.url
  }

  async function answer(database: Database): Promise<HttpServer> {
    const unready = async () => {
      const isThere = await database.query(sql`select 1`).then(
        () => true,
        () => false,
      )
      return isThere ? [] : ['the database is away']
    }
    const server = await listen(createApp({ log, unready, mounts: [] }), settings)
    stops.push(() => server.close(patience.requests))
    return server
  }
}
