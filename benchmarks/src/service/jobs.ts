import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { PgBoss } from 'pg-boss'
import { silentLog } from '../../../packages/service/src/core/log.ts'
import { openDatabase } from '../../../packages/service/src/database/database.ts'
import { openQueue } from '../../../packages/service/src/queue/boss.ts'
import { withPostgres } from './cluster.ts'

/** The queue of the service, and pg-boss as it comes. */
export type Kind = 'service' | 'bare'

/** Jobs that each worker does at once. */
export const perWorker = 8

/** Name of the queue of pg-boss as it comes. */
export const bareQueue = 'bare'

const workers = 3
const jobs = 10_000

/** pg-boss as it comes, in a schema of its own, but for how soon it sees that much waits. */
export async function bareBoss(url: string): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: url,
    schema: 'bare',
    queueCacheIntervalSeconds: 1,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
  })
  boss.on('error', () => {})
  await boss.start()
  await boss.createQueue(bareQueue)
  return boss
}

/** Jobs that three workers do in a second, where there is nothing to do in them but to take them and to say that they are done. */
export const jobsPerSecond = (kind: Kind): Promise<number> =>
  withPostgres(async (url) => {
    const schema = kind === 'service' ? 'promotion_jobs' : 'bare'
    const name = kind === 'service' ? 'look' : bareQueue
    const { boss, stop } = await queueOf(kind, url)
    const database = await openDatabase({ url, connections: 1 })
    const all = Array.from({ length: jobs }, (_, number) => ({
      singletonKey: String(number),
      data: { edge: `acme/dev/${number}` },
    }))
    for (let first = 0; first < jobs; first += 1_000) await boss.insert(name, all.slice(first, first + 1_000))
    const children = await Promise.all(Array.from({ length: workers }, () => start(kind, url)))
    const left = async (): Promise<number> => {
      const { rows } = await database.run(`select count(*) as count from ${schema}.job where name = $1 and state < 'completed'`, [
        name,
      ])
      return Number(rows[0]?.count)
    }
    // Those that start first are not to be counted: all three are at it.
    const [from, begun] = [await left(), performance.now()]
    let rest = from
    while (rest > 0) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      rest = await left()
    }
    const seconds = (performance.now() - begun) / 1_000
    for (const child of children) child.kill('SIGKILL')
    await database.close()
    await stop()
    if (from < jobs / 4) throw new Error(`only ${from} of ${jobs} jobs were left when all workers had started`)
    return from / seconds
  })

/** The library, and how to end it with its connections. */
async function queueOf(kind: Kind, url: string): Promise<{ readonly boss: PgBoss; readonly stop: () => Promise<void> }> {
  if (kind === 'service') {
    const { boss, stop } = await openQueue({ url, log: silentLog, isWorker: false })
    return { boss, stop: () => stop(0) }
  }
  const boss = await bareBoss(url)
  return { boss, stop: () => boss.stop({ graceful: false }) }
}

async function start(kind: Kind, url: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'work-jobs.ts'), kind, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}
