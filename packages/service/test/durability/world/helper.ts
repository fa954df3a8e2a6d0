import type { Database } from '../../../src/database/database.ts'
import { sql } from '../../../src/database/sql.ts'
import { startService } from '../../../src/service.ts'
import { settingsFrom } from '../../../src/settings/read-settings.ts'
import { type Registry, speed, webhookKey } from './registry.ts'
import type { Scope } from './scope.ts'
import { clockBy } from './time.ts'
import type { Orders } from './worker.ts'

/** What workers are told. */
export const ordersFor = ({
  database,
  registry,
  pipeline,
}: {
  database: string
  registry: Registry
  pipeline: string
}): Orders => ({
  ...{ database, registry: registry.url, webhookKey, pipeline },
  time: { machine: Date.now(), told: registry.emulator.clock.now(), speed },
})

/** Starts somebody who goes on where one who died left off, at once: the ten seconds of silence have passed as far as the database knows. */
export async function helper(scope: Scope, orders: Orders, database: Database): Promise<string> {
  await database.query(
    sql`update promotion_jobs.job set heartbeat_on = heartbeat_on - interval '1 minute' where state = 'active'`,
  )
  const settings = settingsFrom(
    { port: 0, database: 'env:DATABASE', pipelines: [{ file: orders.pipeline, webhookKeys: ['env:KEY'], gather: '1 second' }] },
    process.cwd(),
  )
  const service = await startService({
    ...{ settings, cwd: process.cwd(), clock: clockBy(orders.time), write: () => {} },
    env: {
      DATABASE: orders.database,
      KEY: orders.webhookKey,
      CLOUDSMITH_API_KEY: 'emulator-admin-key',
      CLOUDSMITH_API_HOST: orders.registry,
    },
  })
  scope.onEnd(() => service.stop())
  return service.url ?? ''
}
