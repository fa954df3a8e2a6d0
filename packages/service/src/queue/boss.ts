import { type ConstructorOptions, PgBoss } from 'pg-boss'
import type { Log } from '../core/log.ts'
import { type Database, openDatabase, type Queryable } from '../database/database.ts'
import { type Jobs, type QueueName, queueSchema, queues } from './queues.ts'

/** A running job. */
export interface Job<Name extends QueueName> {
  readonly id: string
  readonly data: Jobs[Name]
  /** Aborted when another worker has taken over the job, or the process shuts down. */
  readonly signal: AbortSignal
}

/** The job queue in the database. */
export interface JobQueue {
  /**
   * Sends a job, in a transaction if one is given. Nothing is sent if a job with the same key is already waiting.
   *
   * @param key the key of which one waiting job is enough
   * @param at earliest time at which it is due. Default: now
   */
  send<Name extends QueueName>(name: Name, key: string, data: Jobs[Name], options?: SendOptions): Promise<void>
  /** Starts processing jobs, with a maximum number at the same time. */
  work<Name extends QueueName>(name: Name, concurrency: number, handle: (job: Job<Name>) => Promise<void>): Promise<void>
  /** Sends a job on a schedule, in place of the previous schedule with the same key. */
  schedule<Name extends QueueName>(name: Name, key: string, cron: string, data: Jobs[Name]): Promise<void>
  /** Removes schedules whose keys are not listed. */
  keepSchedules(name: QueueName, keys: readonly string[]): Promise<void>
  /** Stops accepting jobs, and waits a number of milliseconds for running jobs. */
  stop(patience: number): Promise<void>
  /** The underlying library, for metrics of the queue. */
  readonly boss: PgBoss
}

/** Options of sending a job. */
export interface SendOptions {
  readonly transaction?: Queryable | undefined
  readonly at?: Date | undefined
}

/** Options of {@link openQueue}. */
export interface QueueOptions {
  readonly url: string
  readonly log: Log
  /** Whether this process runs jobs; it then also takes over those of processes that died. */
  readonly isWorker: boolean
}

/**
 * Timing of the queue: a dead process is noticed within ten seconds, twice the heartbeat interval; a job without a notification within one second.
 */
const timing = {
  superviseIntervalSeconds: 1,
  monitorIntervalSeconds: 1,
  maintenanceIntervalSeconds: 3_600,
  queueCacheIntervalSeconds: 1,
  cronMonitorIntervalSeconds: 15,
  cronWorkerIntervalSeconds: 1,
} as const satisfies Partial<ConstructorOptions>

/** The queue's own connections, so that heartbeats do not wait for those of the service. */
const connections = 4

/** The database in the form that the library expects, with our timeouts, so that nothing waits for a half-open connection. */
const asItTakes = (database: Database): NonNullable<ConstructorOptions['db']> => ({
  executeSql: (text, values) => database.run(text, values),
  listen: async (channel, heard, missed) => database.listen(channel, heard, missed),
})

/** Opens the queue, and creates its tables if they are missing. */
export async function openQueue({ url, log, isWorker }: QueueOptions): Promise<JobQueue> {
  const database = await openDatabase({
    url,
    connections,
    onError: (error) => log.warn('a database connection was lost', { error }),
  })
  const boss = new PgBoss({
    ...timing,
    ...{ db: asItTakes(database), schema: queueSchema },
    ...{ useListenNotify: isWorker, supervise: isWorker, schedule: isWorker },
  })
  boss.on('error', (error) => log.warn('the queue reports an error', { error }))
  boss.on('warning', ({ message, data }) => log.debug('the queue reports a warning', { about: message, data }))
  try {
    await boss.start({ attempts: 3 })
    for (const [name, options] of Object.entries(queues)) await boss.createQueue(name, options)
  } catch (error) {
    await database.close()
    throw error
  }
  return {
    boss,
    async send(name, key, data, { transaction, at } = {}) {
      await boss.send(name, data, {
        singletonKey: key,
        ...(at === undefined ? {} : { startAfter: at }),
        ...(transaction === undefined ? {} : { db: { executeSql: (text, values) => transaction.run(text, values) } }),
      })
    },
    async work(name, concurrency, handle) {
      const options = {
        ...{ localConcurrency: concurrency, batchSize: 1, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 },
        heartbeatRefreshSeconds: 3,
        // If more than one job is waiting, the next one is taken immediately. Otherwise each worker would take one per second, however many are
        // waiting.
        burstWhenReadyExceeds: 1,
      }
      await boss.work<Jobs[typeof name]>(name, options, async ([job]) => {
        if (job !== undefined) await handle({ id: job.id, data: job.data, signal: job.signal })
      })
    },
    schedule: (name, key, cron, data) => boss.schedule(name, cron, data, { key, tz: 'UTC', singletonKey: key }),
    async keepSchedules(name, keys) {
      const known = new Set(keys)
      for (const { key } of await boss.getSchedules(name)) if (!known.has(key)) await boss.unschedule(name, key)
    },
    async stop(patience) {
      await boss.stop({ graceful: true, timeout: patience })
      await database.close()
    },
  }
}
