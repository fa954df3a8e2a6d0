import { type ConstructorOptions, PgBoss } from 'pg-boss'
import type { Log } from '../core/log.ts'
import { type Database, openDatabase, type Queryable } from '../database/database.ts'
import { type Jobs, type QueueName, queueSchema, queues } from './queues.ts'

/** A job that is being done. */
export interface Job<Name extends QueueName> {
  readonly id: string
  readonly data: Jobs[Name]
  /** Ends when somebody else has taken the job over, or the process is to end. */
  readonly signal: AbortSignal
}

/** The queue of jobs, in the database. */
export interface JobQueue {
  /**
   * Notes a job, in a transaction where one is given. One that waits already is enough.
   *
   * @param key what of two jobs one is enough for
   * @param at when it is due at the earliest. Default: now
   */
  send<Name extends QueueName>(name: Name, key: string, data: Jobs[Name], options?: SendOptions): Promise<void>
  /** Does jobs from now on, so many at once. */
  work<Name extends QueueName>(name: Name, concurrency: number, handle: (job: Job<Name>) => Promise<void>): Promise<void>
  /** Has a job sent again and again; replaces what was said before. */
  schedule<Name extends QueueName>(name: Name, key: string, cron: string, data: Jobs[Name]): Promise<void>
  /** Ends what was scheduled and is not among these keys. */
  keepSchedules(name: QueueName, keys: readonly string[]): Promise<void>
  /** Takes no more jobs, and waits for those that are being done, so many milliseconds at most. */
  stop(patience: number): Promise<void>
  /** The library, for figures about the queue. */
  readonly boss: PgBoss
}

/** How a job is sent. */
export interface SendOptions {
  readonly transaction?: Queryable | undefined
  readonly at?: Date | undefined
}

/** Options of {@link openQueue}. */
export interface QueueOptions {
  readonly url: string
  readonly log: Log
  /** Jobs are done here, so that this process also looks after those of processes that died. */
  readonly isWorker: boolean
}

/**
 * How quickly what happened is seen: who died within ten seconds, of which the heartbeat is one half; what a notification did not tell, within one.
 */
const timing = {
  superviseIntervalSeconds: 1,
  monitorIntervalSeconds: 1,
  maintenanceIntervalSeconds: 3_600,
  queueCacheIntervalSeconds: 1,
  cronMonitorIntervalSeconds: 15,
  cronWorkerIntervalSeconds: 1,
} as const satisfies Partial<ConstructorOptions>

/** Connections of the queue's own: who lives is told and asked however busy those of the service are. */
const connections = 4

/** The database, as the library takes one: with the patience of ours, which leaves nothing hanging on a connection that is half open. */
const asItTakes = (database: Database): NonNullable<ConstructorOptions['db']> => ({
  executeSql: (text, values) => database.run(text, values),
  listen: async (channel, heard, missed) => database.listen(channel, heard, missed),
})

/** Opens the queue, and makes what is missing of it. */
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
        // While more than one waits the next is taken at once; else each worker would take one a second, however many wait.
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
