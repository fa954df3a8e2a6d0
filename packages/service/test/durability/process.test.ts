import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator, realClock } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'
import { exampleEvent, signedRequest } from '@cloudsmith-sdk/webhooks/testing'
import { afterEach, expect, test, vi } from 'vitest'
import { openDatabase } from '../../src/database/database.ts'
import { sql } from '../../src/database/sql.ts'
import { emptyDatabase } from '../database.ts'
import { type Running, run } from '../process.ts'
import { npm, pipelineYaml, toStaging } from '../story.ts'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

/** A folder with settings, in which the command is started. */
async function place(pipeline = '{ file: acme.yaml }') {
  const cwd = await mkdtemp(join(tmpdir(), 'promotion-main-'))
  endings.push(() => rm(cwd, { recursive: true }))
  await writeFile(join(cwd, 'acme.yaml'), pipelineYaml)
  const settings = `port: 0\npipelines: [${pipeline}]\noperations: { metrics: true }\n`
  await writeFile(join(cwd, 'settings.yaml'), settings)
  return async (args: readonly string[], env: Readonly<Record<string, string>>): Promise<Running> => {
    const running = await run(args, env, cwd)
    endings.push(() => running.child.kill('SIGKILL'))
    return running
  }
}

/** A registry that answers over the network; copies wait until they are let through. */
async function registry() {
  const emulator = createEmulator({ clock: realClock({ speed: 60 }) })
  const copies: (() => void)[] = []
  let isHeld = true
  const behind = await serve(emulator)
  endings.push(behind.close)
  const front = createServer(async (request, response) => {
    const body = await buffer(request)
    const { method = 'GET', url = '/' } = request
    if (isHeld && method === 'POST' && /copy|bulk-action/.test(url)) await new Promise<void>((resolve) => copies.push(resolve))
    const headers = { 'x-api-key': String(request.headers['x-api-key']), 'content-type': 'application/json' }
    const answer = await fetch(behind.url + url, { method, headers, ...(body.length > 0 && { body }) })
    response.writeHead(answer.status, [...answer.headers].flat()).end(await answer.text())
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => front.once('listening', resolve))
  endings.push(
    () => front.closeAllConnections(),
    () => front.close(),
  )
  const letThrough = () => {
    isHeld = false
    for (const go of copies.splice(0)) go()
  }
  return { emulator, url: `http://127.0.0.1:${(front.address() as AddressInfo).port}`, copies, letThrough }
}

const until = { timeout: 120_000, interval: 50 }
const urlIn = ({ output }: Running) => vi.waitFor(() => /^http:\S+$/m.exec(output())?.[0] ?? expect.fail(output()), until)

test('a process that is told to end in the midst of a run ends within ten seconds, and another goes on with the run', async () => {
  const start = await place()
  const { emulator, url: registryUrl, copies, letThrough } = await registry()
  await emulator.add('acme/dev', npm('ms'))
  const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', baseUrl: registryUrl })
  // Nobody tells the service when a package is scanned here: what it looks at when it starts has to be.
  await vi.waitFor(async () => {
    const [row] = await cloudsmith.packages.list({ owner: 'acme', repo: 'dev' }).toArray()
    expect(row?.security_scan_completed_at ?? null).not.toBeNull()
  }, until)
  const databaseUrl = await emptyDatabase()
  const env = { DATABASE_URL: databaseUrl, CLOUDSMITH_API_KEY: 'emulator-admin-key', CLOUDSMITH_API_HOST: registryUrl }
  const first = await start(['--config', 'settings.yaml'], env)
  const url = await urlIn(first)
  await vi.waitFor(() => copies.length > 0 || expect.fail(first.output()), until)

  // Probes give up after seconds, in which a busy machine may not have answered.
  for (const probe of ['health', 'ready']) {
    await vi.waitFor(async () => expect(await (await start([probe, '--url', url], {})).ended).toBe(0), until)
  }
  expect(await (await fetch(`${url}/metrics`)).text()).toContain(
    'cloudsmith_promote_plans_open{pipeline="acme",state="applying"} 1',
  )

  const begun = performance.now()
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  expect(performance.now() - begun).toBeLessThan(10_000)
  expect(await (await start(['health', '--url', url], {})).ended).toBe(1)
  const database = await openDatabase({ url: databaseUrl, connections: 1 })
  endings.push(() => database.close())
  const states = () => database.query(sql`select state from promotion.plans where edge = ${toStaging}`)
  expect(await states()).toEqual([{ state: 'ready' }])

  letThrough()
  await urlIn(await start(['--config', 'settings.yaml'], env))
  await vi.waitFor(async () => expect(await states()).toEqual([{ state: 'done' }]), until)
  const rows = await cloudsmith.packages.list({ owner: 'acme', repo: 'staging' }).toArray()
  expect(rows.map(({ name }) => name)).toEqual(['ms'])
})

test('settings that cannot be end a check with 2 and every problem', async () => {
  const start = await place()
  const running = await start(['--config', 'settings.yaml', '--check'], {})
  expect(await running.ended).toBe(2)
  expect(running.output()).toContain('pipeline acme: credential: ')
  expect(running.output()).toContain('CLOUDSMITH_API_KEY')
  const good = await start(['--config', 'settings.yaml', '--check'], { CLOUDSMITH_API_KEY: 'some-key' })
  expect([await good.ended, good.output()]).toEqual([0, 'The settings are valid: acme.\n'])
  expect(await (await start(['health', '--urll', 'x'], {})).ended).toBe(2)
})

test('what is asked to end while it starts ends in good order, and leaves the database to the next start', async () => {
  const start = await place()
  const env = {
    DATABASE_URL: await emptyDatabase(),
    CLOUDSMITH_API_KEY: 'a-key-of-nobody',
    CLOUDSMITH_API_HOST: 'http://127.0.0.1:9',
  }
  const first = await start(['--config', 'settings.yaml'], env)
  const database = await openDatabase({ url: env.DATABASE_URL, connections: 1 })
  endings.push(() => database.close())
  const tables = () => database.query(sql`select 1 from pg_namespace where nspname = 'promotion'`)
  await vi.waitFor(async () => (await tables()).length > 0 || expect.fail(first.output()), until)
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  expect(first.output()).not.toContain('a-key-of-nobody')
  const second = await start(['--config', 'settings.yaml'], env)
  expect((await fetch(`${await urlIn(second)}/readyz`)).status).toBe(200)
})

test('a process keeps small however many webhooks it takes', async () => {
  const start = await place('{ file: acme.yaml, webhookKeys: [env:WEBHOOK_KEY] }')
  const { url: registryUrl } = await registry()
  const env = {
    DATABASE_URL: await emptyDatabase(),
    ...{ CLOUDSMITH_API_KEY: 'emulator-admin-key', CLOUDSMITH_API_HOST: registryUrl, WEBHOOK_KEY: 'a key of the webhook' },
  }
  const running = await start(['--config', 'settings.yaml'], env)
  const url = await urlIn(running)
  for (let number = 0; number < 2_000; number += 100) {
    const deliveries = Array.from({ length: 100 }, async (_, index) => {
      const about = { slug_perm: `slug-${number + index}`, namespace: 'acme', repository: 'dev' }
      const event = exampleEvent('package.security_scanned', about)
      const request = await signedRequest(event, { key: env.WEBHOOK_KEY, url: `${url}/webhooks/acme` })
      const { method, headers } = request
      const body = await request.text()
      // As the registry does, which sends again what was not taken. No clones: their streams reject on their own where a connection breaks.
      while (!(await fetch(request.url, { method, headers, body }).catch(() => undefined))?.ok);
    })
    await Promise.all(deliveries)
  }
  const figures = await (await fetch(`${url}/metrics`)).text()
  const bytes = Number(/^process_resident_memory_bytes(?:\{.*\})? (\S+)/m.exec(figures)?.[1])
  // Left to itself it has 250 to 300 by then.
  expect(bytes / 2 ** 20).toBeLessThan(180)
})
