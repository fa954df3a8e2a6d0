import { createEmulator, realClock } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { exampleEvent, signedRequest } from '@cloudsmith-sdk/webhooks/testing'
import { type Database, openDatabase } from '../../../packages/service/src/database/database.ts'
import { sql } from '../../../packages/service/src/database/sql.ts'
import { withFolder, withPostgres } from './cluster.ts'
import { configIn } from './pipeline.ts'
import { type Served, startServed, webhookKey } from './process.ts'

/** What five deaths told. */
export interface Deaths {
  /** Seconds from each kill -9 to the moment at which another worker had begun a run of the same plan. */
  readonly seconds: readonly number[]
  /** The most that a worker took of memory, in MB. */
  readonly rssMB: number
}

const rounds = 5

/** Kills the worker that is in the middle of a run, and waits for another to go on, five times. */
export const killFive = (): Promise<Deaths> =>
  withFolder((folder) =>
    withPostgres(async (url) => {
      let [isStalling, stalled] = [true, () => {}]
      const emulator = createEmulator({
        clock: realClock(),
        // A run that has taken over looks once for what has arrived, and finds it.
        timings: { queue: 10, stage: 10, scanDelay: 10, scan: 100 },
        observe: async ({ url: asked }) => {
          if (!asked.startsWith('/bulk-action/') || !isStalling) return
          isStalling = false
          stalled()
          await new Promise(() => {})
        },
      })
      const server = await serve(emulator)
      const config = await configIn(folder, '{ scanned: {} }')
      const start = () => startServed(folder, config, { DATABASE_URL: url, CLOUDSMITH_API_HOST: server.url })
      let workers: Served[] = [await start(), await start(), await start()]
      const database = await openDatabase({ url, connections: 2 })
      const seconds: number[] = []
      for (let round = 0; round < rounds; round++) {
        isStalling = true
        const asked = new Promise<void>((resolve) => {
          stalled = resolve
        })
        const added = await emulator.add('acme/dev', npmPackage({ name: `package-${round}`, version: '1.0.0' }))
        const event = exampleEvent('package.security_scanned', added)
        await fetch(await signedRequest(event, { key: webhookKey, url: `${workers[0]?.url}/webhooks/acme` }))
        await asked
        const [run] = await openRuns(database)
        const victim = workers.find(({ child }) => child.pid === run?.pid)
        if (run === undefined || victim === undefined) throw new Error('no worker has the plan')
        victim.child.kill('SIGKILL')
        const killed = performance.now()
        while (!(await openRuns(database)).some(({ plan, id }) => plan === run.plan && id > run.id)) await pause(20)
        seconds.push((performance.now() - killed) / 1_000)
        workers = [...workers.filter((each) => each !== victim), await start()]
        while ((await openRuns(database)).length > 0) await pause(100)
      }
      const [most] = await database.query<{ rss: number }>(sql`select max(rss) as rss from promotion.workers`)
      for (const each of workers) await each.end()
      await database.close()
      await server.close()
      emulator.clock.clear()
      return { seconds, rssMB: (most?.rss ?? 0) / 1e6 }
    }),
  )

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const openRuns = (database: Database) =>
  database.query<{ id: number; plan: number; pid: number }>(sql`
    select runs.id, runs.plan, workers.pid from promotion.runs join promotion.workers on workers.id = runs.worker
    where runs.finished_at is null order by runs.id desc`)
