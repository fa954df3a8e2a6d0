import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccess, readAccess } from '../src/access/access.ts'
import { may, type Right } from '../src/access/person.ts'
import { scopes } from '../src/access/scopes.ts'
import { createSealer } from '../src/access/seal.ts'
import { basePath, type Described, described } from '../src/api/description.ts'
import { silentLog } from '../src/core/log.ts'
import { createRedactor } from '../src/core/redactor.ts'
import { type Role, roles } from '../src/core/roles.ts'
import { raw } from '../src/database/sql.ts'
import { webhookApp } from '../src/flow/receive.ts'
import { createApp, publicMounts } from '../src/http/app.ts'
import { frontApp } from '../src/http/front.ts'
import { probes } from '../src/operations/probes.ts'
import { routes } from '../src/pages/routes.ts'
import { settingsFrom } from '../src/settings/read-settings.ts'
import { createToken } from '../src/store/tokens.ts'
import { type Story, story } from './story.ts'

/** Every route of the app, whichever part of it has them: a new one is tested from its first day, or has to be said to be open. */

const origin = 'https://promote.acme.example'
const secret = 'a secret of sessions that nobody guesses'
const issuer = 'https://issuer.acme.example'
const time = { now: new Date() }

/** What anybody may ask for: where one signs in, what pages look like, what the API is. */
const open = [
  'GET /healthz',
  'GET /readyz',
  'GET /sign-in',
  'GET /sign-in/callback',
  'POST /sign-out',
  'GET /assets/:hash/:name',
  `GET ${basePath}/openapi.json`,
]

/** What has a proof of its own in place of a session: a signature, or a token of those who watch. */
const proved = ['GET /metrics', 'GET /webhooks/:pipeline', 'POST /webhooks/:pipeline']

/** What everybody may who is signed in, whatever they are. */
const forAll = ['POST /theme', 'GET /events', `GET ${basePath}/me`]

let told: Story
let app: Hono
let all: readonly { readonly id: string; readonly method: string; readonly path: string }[]
beforeAll(async () => {
  told = await story()
  const signIn = {
    ...{ issuer, clientId: 'promotion', secrets: ['env:SECRET' as const] },
    roles: Object.fromEntries(roles.map((role) => [role, [`group of ${role}`]])),
  }
  const settings = settingsFrom({ url: origin, signIn }, process.cwd())
  const secrets = await readAccess(settings, { env: { SECRET: secret }, cwd: process.cwd(), redactor: createRedactor() })
  const { database } = told.parts
  app = createApp({
    log: silentLog,
    mounts: publicMounts({
      probes: probes({ unready: async () => [], metrics: async () => 'figures', token: 'a token of those who watch' }),
      webhooks: webhookApp(told.parts, () => ['a key of webhooks']),
      front: frontApp(told.parts, createAccess({ database, log: silentLog, settings, secrets, now: () => time.now })),
    }),
  })
  // What stands before or behind many routes is none. What answers whatever is done with it, is for each.
  const found = app.routes
    .filter(({ method, path }) => method !== 'ALL' || !path.endsWith('*'))
    .flatMap(({ method, path }) => (method === 'ALL' ? ['GET', 'POST'] : [method]).map((each) => `${each} ${path}`))
  all = [...new Set(found)].map((id) => {
    const [method = '', path = ''] = id.split(' ')
    return { id, method, path: path.replace('/webhooks/:pipeline', '/webhooks/acme').replace(/:\w+(\{[^}]+\})?/g, '1') }
  })
})
afterAll(() => {
  time.now = new Date()
})

async function cookieOf(role: Role, change: { secret?: string; ends?: Date } = {}): Promise<string> {
  const content = { jti: crypto.randomUUID(), iss: issuer, sub: role, name: role, groups: [`group of ${role}`] }
  const ends = change.ends ?? new Date(time.now.getTime() + 60_000)
  return `__Host-promotion=${await createSealer([change.secret ?? secret]).seal('session', content, ends)}`
}

const ask = async ({ method, path }: { method: string; path: string }, headers: Record<string, string>): Promise<number> => {
  const own = { origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const init = { method, headers: { ...own, ...headers }, ...(method === 'GET' ? {} : { body: '{}' }) }
  return (await app.request(`${origin}${path}`, init)).status
}

/** What a route takes, as its part of the app says. */
function rightFor(id: string): Right | undefined {
  const page = Object.values(routes).find(({ method, path }) => id === `${method.toUpperCase()} ${path}`)
  return page?.right
}
function scopeFor(id: string): Described['scope'] | undefined {
  const call = Object.values<Described>(described).find(
    ({ method, path }) => id === `${method.toUpperCase()} ${basePath}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
  )
  return call?.scope
}

/** Rows of all tables of the service. */
async function counts(): Promise<unknown> {
  const { database } = told.parts
  const tables = await database.query<{ name: string }>(
    raw("select format('promotion.%I', table_name) as name from information_schema.tables where table_schema = 'promotion'"),
  )
  return await Promise.all(tables.map(async ({ name }) => [name, await database.query(raw(`select count(*) from ${name}`))]))
}

test('every route is one that somebody has thought about', () => {
  expect(all.length).toBeGreaterThan(50)
  const unknown = all.filter(
    ({ id }) => ![...open, ...proved, ...forAll].includes(id) && (rightFor(id) ?? scopeFor(id)) === undefined,
  )
  expect(unknown).toEqual([])
})

test.each([
  ['without a session', async () => ({})],
  [
    'with a session that is over',
    async () => ({ cookie: await cookieOf('admin', { ends: new Date(time.now.getTime() - 1_000) }) }),
  ],
  [
    'with a cookie of somebody else',
    async () => ({ cookie: await cookieOf('admin', { secret: 'another secret that nobody guesses' }) }),
  ],
  ['with a cookie that is none', async () => ({ cookie: '__Host-promotion=eyJhbGciOiJub25lIn0.e30.' })],
  [
    'with a session under the name that it has without https',
    async () => ({ cookie: (await cookieOf('admin')).replace('__Host-', '') }),
  ],
] as [string, () => Promise<Record<string, string>>][])('%s, nothing is shown and nothing done', async (_, headersOf) => {
  const before = await counts()
  for (const route of all.filter(({ id }) => ![...open, ...proved].includes(id))) {
    expect([route.id, await ask(route, await headersOf())]).toEqual([route.id, 401])
  }
  expect(await counts()).toEqual(before)
})

test.each(roles.slice(0, -1))('a %s does nothing that takes more', async (role) => {
  const before = await counts()
  const cookie = await cookieOf(role)
  const rights = { read: 'view', plan: 'request', apply: 'request', approve: 'approve', admin: 'administer' } as const
  const beyond = all.filter(({ id }) => {
    const scope = scopeFor(id)
    const right = rightFor(id) ?? (scope && rights[scope])
    return right !== undefined && !may({ role }, right)
  })
  expect(beyond.length).toBeGreaterThan(2)
  for (const route of beyond) expect([route.id, await ask(route, { cookie })]).toEqual([route.id, 403])
  expect(await counts()).toEqual(before)
})

test.each([
  ['another origin', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['another origin, of a browser that tells only that', { origin: 'https://evil.example', 'sec-fetch-site': '' }],
  ['a site beside', { origin: 'https://other.acme.example', 'sec-fetch-site': 'same-site' }],
  ['a frame without an origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
])('a page of %s does nothing, with the session of an admin', async (_, headers) => {
  const before = await counts()
  const cookie = await cookieOf('admin')
  const unsafe = all.filter(({ method, id }) => method !== 'GET' && !proved.includes(id))
  expect(unsafe.length).toBeGreaterThan(20)
  for (const route of unsafe) expect([route.id, await ask(route, { cookie, ...headers })]).toEqual([route.id, 403])
  expect(await counts()).toEqual(before)
})

test('a token does nothing beyond its scopes, and nothing at all on pages', async () => {
  const { database } = told.parts
  const actor = { by: 'root', issuer: null, subject: null }
  for (const scope of scopes.filter((each) => each !== 'admin')) {
    const made = await createToken(database, { name: scope, scopes: [scope], actor, expiresAt: null })
    const before = JSON.stringify(await counts())
    const headers = { authorization: `Bearer ${made.token}` }
    for (const route of all.filter(({ id }) => ![...open, ...proved].includes(id))) {
      const needed = scopeFor(route.id)
      if (needed === scope) continue
      expect([route.id, await ask(route, headers)]).toEqual([route.id, needed === undefined ? 401 : 403])
    }
    expect(JSON.stringify(await counts())).toBe(before)
  }
})

test.each([
  ['nothing', {}],
  ['a signature of another key', { 'x-cloudsmith-signature': 'f'.repeat(40), 'x-cloudsmith-event': 'package.synced' }],
  ['a session', undefined],
  ['a token for calls', { authorization: 'Bearer a token of somebody else' }],
])('what has a proof of its own takes no other: %s', async (_, headers) => {
  const before = await counts()
  for (const route of all.filter(({ id }) => proved.includes(id))) {
    const status = await ask(route, headers ?? { cookie: await cookieOf('admin') })
    expect([route.id, status]).toEqual([route.id, expect.toSatisfy((told: number) => [400, 401, 403, 405].includes(told))])
  }
  expect(await counts()).toEqual(before)
})

test.each(['Bearer cps_unknown0000000000000000000000', 'Bearer ', 'Basic YTpi', 'cps_x', `Bearer ${'x'.repeat(5_000)}`])(
  'a credential that is none does not fall back on the session: %s',
  async (authorization) => {
    const cookie = await cookieOf('admin')
    for (const route of all.filter(({ id }) => scopeFor(id) !== undefined)) {
      expect([route.id, await ask(route, { cookie, authorization })]).toEqual([route.id, 401])
    }
  },
)
