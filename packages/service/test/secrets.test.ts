import { createEmulator } from '@cloudsmith-sdk/emulator'
import { parsePipeline } from '@cloudsmith-sdk/promotion/pipeline-file'
import { afterAll, expect, test, vi } from 'vitest'
import { createServiceClient } from '../src/client.ts'
import { openDatabase } from '../src/database/database.ts'
import { sql } from '../src/database/sql.ts'
import { startService } from '../src/service.ts'
import { serve } from '../src/settings/pipelines.ts'
import { settingsFrom } from '../src/settings/read-settings.ts'
import { browser } from './browser-like.ts'
import { emptyDatabase } from './database.ts'
import { startIssuer } from './issuer/issuer.ts'
import { npm, pipelineYaml, toProduction } from './story.ts'

const ends: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const end of ends.reverse()) await end()
})

test('from signing in to production, no secret is in the database, the log, a page or an answer', async () => {
  const issuer = await startIssuer()
  ends.push(() => issuer.close())
  const emulator = createEmulator()
  await emulator.add('acme/staging', npm('ms'))
  await emulator.settle()
  const url = await emptyDatabase()
  // Known before it listens, as the issuer has to send people back there.
  const port = 20_000 + (process.pid % 20_000)
  const origin = `http://127.0.0.1:${port}`
  const env = {
    ...{ DATABASE_URL: url, CLOUDSMITH_API_KEY: 'emulator-admin-key', CLIENT_SECRET: issuer.clientSecret },
    ...{ WEBHOOK_KEY: 'a-key-of-the-webhook', SESSION_SECRET: 'a secret of sessions that nobody guesses' },
  }
  const settings = settingsFrom(
    {
      ...{ port, url: origin, database: 'env:DATABASE_URL', logLevel: 'debug' },
      signIn: {
        ...{
          issuer: issuer.issuer,
          clientId: issuer.clientId,
          clientSecret: 'env:CLIENT_SECRET',
          secrets: ['env:SESSION_SECRET'],
        },
        roles: { approver: ['release'], admin: ['security'] },
      },
      pipelines: [{ file: 'none', webhookKeys: ['env:WEBHOOK_KEY'], edges: [] }],
    },
    process.cwd(),
  )
  const subjects = `[{ issuer: "${issuer.issuer}", subject: ada-1 }]`
  const yaml = `${pipelineYaml.replace(', unsigned: true', '')}people:\n  ada: { subjects: ${subjects} }\n`
  const [of] = settings.pipelines
  if (of === undefined) throw new Error('there is one')
  const seen: string[] = []
  // As errors of networks do, which tell of what they could not send.
  let isBroken = false
  const telling = (request: Request) => new TypeError(`"${request.headers.get('x-api-key')}" is no value of a header`)
  const service = await startService({
    ...{ settings, env, cwd: process.cwd(), pipelines: [serve(parsePipeline(yaml), of)], clock: emulator.clock },
    write: (line) => seen.push(line),
    fetch: (request, init) => (isBroken ? Promise.reject(telling(request)) : emulator.fetch(request, init)),
  })
  ends.push(() => service.stop())
  const network = {
    request: (input: string | Request | URL, init?: RequestInit) => fetch(input, { ...init, redirect: 'manual' }),
  }

  const [ada, grace] = [browser(network, origin), browser(network, origin)]
  const visits = [
    [ada, 'ada-1'],
    [grace, 'grace-2'],
  ] as const
  for (const [visitor, subject] of visits) {
    const sent = await visitor.get('/sign-in?back=/packages')
    expect((await visitor.get(await issuer.allow(sent.headers.get('location') ?? '', subject))).status).toBe(302)
  }
  const sessions = [...ada.cookies.values(), ...grace.cookies.values()]
  const json = { headers: { 'content-type': 'application/json' } }
  const scopes = ['read', 'plan', 'apply', 'approve']
  const made = await grace.send('/api/v1/tokens', { ...json, body: JSON.stringify({ name: 'ci', scopes }) })
  const { token } = (await made.json()) as { token: string }

  const ci = createServiceClient({ url: origin, token })
  const plan = await ci.POST('/plans', { body: { edge: toProduction, select: 'everything' } })
  isBroken = true
  const approved = await ada.send(`/api/v1/plans/${plan.data?.id}/approve`, { ...json, body: '{}' })
  expect([approved.status, await approved.clone().json()]).toEqual([
    200,
    expect.objectContaining({ approvals: [expect.anything()] }),
  ])
  seen.push(await approved.text())
  const params = { path: { plan: plan.data?.id ?? 0 } }
  await vi.waitFor(async () => expect((await ci.GET('/plans/{plan}', { params })).data?.lastError ?? '').toContain('header'), {
    ...{ timeout: 30_000, interval: 100 },
  })
  isBroken = false
  seen.push(await (await ada.get(`/plans/${plan.data?.id}`)).text())
  await ci.POST('/plans/{plan}/apply', { params, body: {} })
  await vi.waitFor(async () => expect((await ci.GET('/plans/{plan}', { params })).data?.state).toBe('done'), {
    ...{ timeout: 30_000, interval: 100 },
  })

  for (const path of ['/', '/packages', `/plans/${plan.data?.id}`, '/runs/1', '/no/page'])
    seen.push(await (await ada.get(path)).text())
  const calls = [
    'me',
    'tokens',
    'edges',
    'plans',
    'runs',
    'pipelines',
    'tasks',
    `plans/${plan.data?.id}/document`,
    'runs/1/report',
  ]
  for (const path of [...calls, 'pipelines/acme/ledger', 'openapi.json'])
    seen.push(await (await grace.get(`/api/v1/${path}`)).text())
  const database = await openDatabase({ url, connections: 2 })
  ends.push(() => database.close())
  const tables = await database.query<{ name: string }>(sql`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('promotion', 'promotion_jobs') and table_type = 'BASE TABLE'`)
  for (const { name } of tables) seen.push(JSON.stringify((await database.run(`select t::text from ${name} as t`)).rows))

  const all = seen.join('\n')
  expect(all).toContain('ada-1')
  const { password } = new URL(url)
  const secrets = [env.CLOUDSMITH_API_KEY, env.CLIENT_SECRET, env.WEBHOOK_KEY, env.SESSION_SECRET, token, ...sessions]
  expect(sessions.every((session) => session.length > 100)).toBe(true)
  for (const secret of [...secrets, ...(password === '' ? [] : [password])])
    expect(all.includes(secret), secret.slice(0, 8)).toBe(false)
  expect(all).not.toMatch(/\beyJ[\w-]+\.[\w-]*\.[\w-]*\.[\w-]+\.[\w-]+/)
})
