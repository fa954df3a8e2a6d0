/** A process of the service, told by a message where its database and its registry are. It tells where it answers, and what it logs. */
import { clockBy, type SharedTime } from './time.ts'

/** What a worker is told. */
export interface Orders {
  readonly database: string
  readonly registry: string
  readonly webhookKey: string
  /** The pipeline, in YAML, in a file. */
  readonly pipeline: string
  readonly time: SharedTime
}

/** What a worker tells. */
export type Told = { readonly url: string } | { readonly line: string }

// As it is installed: built.
const entry = new URL('../../../dist/index.js', import.meta.url).href
const { settingsFrom, startService } = (await import(entry)) as typeof import('../../../src/index.ts')

process.once('message', async (orders: Orders) => {
  const { database, registry, webhookKey, pipeline, time } = orders
  const settings = settingsFrom(
    {
      port: 0,
      database: 'env:DATABASE',
      logLevel: 'debug',
      pipelines: [{ file: pipeline, webhookKeys: ['env:KEY'], gather: '1 second' }],
    },
    process.cwd(),
  )
  const tell = (told: Told) => process.send?.(told, () => {})
  const { url = '' } = await startService({
    ...{ settings, cwd: process.cwd(), clock: clockBy(time), write: (line) => tell({ line }) },
    env: { DATABASE: database, KEY: webhookKey, CLOUDSMITH_API_KEY: 'emulator-admin-key', CLOUDSMITH_API_HOST: registry },
  })
  tell({ url })
})
// Nobody is there any more who could look at it.
process.once('disconnect', () => process.exit())
