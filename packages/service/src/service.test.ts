import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { parsePipeline } from '@cloudsmith-sdk/promotion/pipeline-file'
import { exampleEvent, signedRequest } from '@cloudsmith-sdk/webhooks/testing'
import { afterEach, expect, test, vi } from 'vitest'
import { emptyDatabase } from '../test/database.ts'
import { npm, pipelineYaml, toStaging } from '../test/story.ts'
import { openDatabase } from './database/database.ts'
import { sql } from './database/sql.ts'
import { type RunningService, startService } from './service.ts'
import { serve } from './settings/pipelines.ts'
import { settingsFrom } from './settings/read-settings.ts'

const running: RunningService[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()))
})

/** Starts processes of the service on one database, with an emulator as Cloudsmith. */
async function services(count: number, more: { roles?: ('web' | 'worker')[] } = {}) {
  const emulator = createEmulator()
  const url = await emptyDatabase()
  const settings = settingsFrom(
    { port: 0, database: 'env:DATABASE_URL', pipelines: [{ file: 'none', webhookKeys: ['env:WEBHOOK_KEY'] }], ...more },
    process.cwd(),
  )
  const lines: string[] = []
  const env = { DATABASE_URL: url, WEBHOOK_KEY: 'a key of the webhook', CLOUDSMITH_API_KEY: 'emulator-admin-key' }
  const [pipelineSettings] = settings.pipelines
  if (pipelineSettings === undefined) throw new Error('there is one')
  const pipelines = [serve(parsePipeline(pipelineYaml), pipelineSettings)]
  const start = async () => {
    const service = await startService({
      ...{ settings, env, cwd: process.cwd(), write: (line) => lines.push(line), pipelines, clock: emulator.clock },
      fetch: (request, init) => emulator.fetch(request, init),
    })
    running.push(service)
    return service
  }
  const all = [await start()]
  while (all.length < count) all.push(await start())
  const database = await openDatabase({ url, connections: 2 })
  running.push({ url: undefined, log: all[0]?.log as RunningService['log'], stop: () => database.close() })
  return { emulator, url, database, lines, all, start }
}

async function heldIn(emulator: ReturnType<typeof createEmulator>, repo: string): Promise<readonly (string | null)[]> {
  const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', clock: emulator.clock, fetch: emulator.fetch })
  const rows = await cloudsmith.packages.list({ owner: 'acme', repo }).toArray()
  return rows.map(({ name }) => name).sort()
}

const deliver = async (
  url: string | undefined,
  slug: string,
  event = exampleEvent('package.security_scanned', { slug_perm: slug, namespace: 'acme', repository: 'dev' }),
) => {
  const request = await signedRequest(event, { key: 'a key of the webhook', url: `${url}/webhooks/acme` })
  return (await fetch(request)).status
}

test('a signed webhook has its package promoted, by whichever process, and a repetition does no more', async () => {
  const { emulator, all, database } = await services(2)
  const { slug_perm: slug } = await emulator.add('acme/dev', npm('ms'))
  await emulator.settle()
  const event = exampleEvent('package.security_scanned', { slug_perm: slug, namespace: 'acme', repository: 'dev' })
  expect(await deliver(all[0]?.url, slug, event)).toBe(200)
  expect(await deliver(all[1]?.url, slug, event)).toBe(200)
  await vi.waitFor(async () => expect(await heldIn(emulator, 'staging')).toEqual(['ms']), { timeout: 20_000, interval: 50 })
  await vi.waitFor(
    async () => {
      expect(await database.query(sql`select state from promotion.plans where edge = ${toStaging}`)).toEqual([{ state: 'done' }])
    },
    { timeout: 20_000, interval: 50 },
  )
  expect(await database.query(sql`select count(*) from promotion.deliveries`)).toEqual([{ count: 1 }])
})

test('what is not signed is refused, and nobody learns which pipelines there are', async () => {
  const { all, database } = await services(1)
  const [service] = all
  expect((await fetch(`${service?.url}/webhooks/acme`, { method: 'POST', body: '{}' })).status).toBe(401)
  expect((await fetch(`${service?.url}/webhooks/other`, { method: 'POST', body: '{}' })).status).toBe(404)
  expect((await fetch(`${service?.url}/healthz`)).status).toBe(200)
  expect(await (await fetch(`${service?.url}/readyz`)).json()).toEqual({ ready: true, problems: [] })
  expect(await database.query(sql`select count(*) from promotion.deliveries`)).toEqual([{ count: 0 }])
})

test('of many webhooks at once none is lost, and none is taken twice', async () => {
  const { all, database } = await services(1, { roles: ['web'] })
  const statuses = await Promise.all(Array.from({ length: 200 }, (_, index) => deliver(all[0]?.url, `slug-${index % 50}`)))
  expect(statuses.filter((status) => status !== 200)).toEqual([])
  expect(await database.query(sql`select count(*) from promotion.deliveries`)).toEqual([{ count: 200 }])
  expect(await database.query(sql`select count(*) from promotion.pending where slug_perm <> ''`)).toEqual([{ count: 50 }])
  expect(await database.query(sql`select count(*) from promotion_jobs.job where name = 'look' and state = 'created'`)).toEqual([
    { count: 1 },
  ])
})

test('what one process was at when it ended is finished by another', async () => {
  const { emulator, all, database, start } = await services(1)
  const { slug_perm: slug } = await emulator.add('acme/dev', npm('ms'))
  await emulator.settle()
  await deliver(all[0]?.url, slug)
  const begun = performance.now()
  await running.splice(running.indexOf(all[0] as RunningService), 1)[0]?.stop()
  expect(performance.now() - begun).toBeLessThan(10_000)
  await start()
  await vi.waitFor(async () => expect(await heldIn(emulator, 'staging')).toEqual(['ms']), { timeout: 20_000, interval: 50 })
  await vi.waitFor(
    async () => {
      expect(await database.query(sql`select state from promotion.plans where edge = ${toStaging}`)).toEqual([{ state: 'done' }])
    },
    { timeout: 20_000, interval: 50 },
  )
})

test('no secret is in the log or the database', async () => {
  const { emulator, all, database, lines } = await services(1)
  const { slug_perm: slug } = await emulator.add('acme/dev', npm('ms'))
  await emulator.settle()
  await deliver(all[0]?.url, slug)
  await vi.waitFor(async () => expect(await heldIn(emulator, 'staging')).toEqual(['ms']), { timeout: 20_000, interval: 50 })
  const tables = await database.query<{ name: string }>(sql`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('promotion', 'promotion_jobs') and table_type = 'BASE TABLE'`)
  const rows = await Promise.all(tables.map(({ name }) => database.run(`select t::text from ${name} as t`)))
  const everything = JSON.stringify([rows.map((each) => each.rows), lines])
  for (const secret of ['emulator-admin-key', 'a key of the webhook']) expect(everything).not.toContain(secret)
})
