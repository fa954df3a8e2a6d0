import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browser } from '../../test/browser-like.ts'
import { testDatabase } from '../../test/database.ts'
import { type LocalIssuer, startIssuer } from '../../test/issuer/issuer.ts'
import { createLog } from '../core/log.ts'
import { createRedactor } from '../core/redactor.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { settingsFrom } from '../settings/read-settings.ts'
import { createAccess, guarded, readAccess } from './access.ts'
import type { AccessEnv } from './env.ts'
import { createSealer } from './seal.ts'

const origin = 'https://promote.acme.example'
const secret = 'a secret of sessions that nobody guesses'
let issuer: LocalIssuer
let database: Database
beforeAll(async () => {
  issuer = await startIssuer()
  database = await testDatabase()
})
afterAll(() => issuer.close())

const said = (signIn: object = {}) => ({
  url: origin,
  signIn: {
    issuer: issuer.issuer,
    clientId: issuer.clientId,
    clientSecret: 'env:CLIENT_SECRET' as const,
    secrets: ['env:SESSION_SECRET' as const],
    roles: { approver: ['release'], admin: ['security'] },
    ...signIn,
  },
})

/** Access control in front of a page that shows the person and accepts a form. */
async function place(given: Parameters<typeof settingsFrom>[0] = said(), env: Record<string, string> = {}) {
  const settings = settingsFrom(given, process.cwd())
  const redactor = createRedactor()
  const lines: string[] = []
  const log = createLog({ write: (line) => lines.push(line), redactor, level: 'debug' })
  const sources = { env: { CLIENT_SECRET: issuer.clientSecret, SESSION_SECRET: secret, ...env }, cwd: process.cwd(), redactor }
  const secrets = await readAccess(settings, sources)
  const time = { now: new Date() }
  const access = createAccess({ database, log, settings, secrets, now: () => time.now })
  const page = new Hono<AccessEnv>()
    .get('/me', (context) => context.json(context.var.person ?? null))
    .post('/me', (context) => context.json(context.var.person ?? null))
  const app = guarded(access, (front) => void front.route('/', page))
  return { app, lines, time, person: () => browser(app, origin) }
}

type Visitor = ReturnType<typeof browser>

async function signIn(visitor: Visitor, subject: string, back = '/me'): Promise<Response> {
  const sent = await visitor.get(`/sign-in?back=${encodeURIComponent(back)}`)
  return await visitor.get(await issuer.allow(sent.headers.get('location') ?? '', subject))
}
const who = async (visitor: Visitor) => (await visitor.get('/me')).json()

test('whoever signs in at the issuer is known by it, with groups and role, and is led to where they wanted to go', async () => {
  const { person } = await place()
  const [ada, grace] = [person(), person()]
  const back = await signIn(ada, 'ada-1', '/plans/7?tab=files')
  expect([back.status, back.headers.get('location')]).toEqual([302, '/plans/7?tab=files'])
  expect(back.headers.get('set-cookie')).toMatch(/__Host-promotion=.*HttpOnly.*Secure.*SameSite=Lax/)
  await signIn(grace, 'grace-2')
  expect(await who(ada)).toEqual({
    ...{ name: 'Ada', issuer: issuer.issuer, subject: 'ada-1', groups: ['release'], role: 'approver' },
  })
  expect(await who(grace)).toMatchObject({ name: 'Grace', role: 'admin' })
  expect(await database.query(sql`select name, role from promotion.people order by name`)).toEqual([
    { name: 'Ada', role: 'approver' },
    { name: 'Grace', role: 'admin' },
  ])
})

test('the address of the issuer carries a challenge, a state and a nonce, and none of what is kept back', async () => {
  const { person } = await place()
  const url = new URL((await person().get('/sign-in')).headers.get('location') ?? '')
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    ...{ response_type: 'code', client_id: issuer.clientId, redirect_uri: `${origin}/sign-in/callback` },
    ...{ code_challenge_method: 'S256', scope: 'openid profile email' },
  })
  for (const name of ['code_challenge', 'state', 'nonce']) expect(url.searchParams.get(name)?.length).toBeGreaterThan(40)
  expect(url.href).not.toContain(issuer.clientSecret)
})

test.each([
  '//evil.example',
  '/\\evil.example',
  '/..//evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  '/%09/evil',
])('a link cannot lead elsewhere by way of signing in: %s', async (back) => {
  const { person } = await place()
  const answer = await signIn(person(), 'ada-1', back)
  expect(new URL(answer.headers.get('location') ?? '', origin).origin).toBe(origin)
  expect(answer.headers.get('location')).not.toMatch(/^\/[/\\]/)
})

test('what another browser began, somebody changed, or is used twice, lets nobody in', async () => {
  const { person } = await place()
  const [ada, eve] = [person(), person()]
  const sent = await eve.get('/sign-in')
  const back = await issuer.allow(sent.headers.get('location') ?? '', 'grace-2')
  // Eve makes Ada open the address that signs Ada in as a person of Eve's choice.
  expect((await ada.get(back)).status).toBe(400)
  await ada.get('/sign-in')
  expect((await ada.get(back)).status).toBe(401)
  const mine = await person().get('/sign-in')
  const again = person()
  expect((await again.get('/sign-in/callback?code=x&state=y')).status).toBe(400)
  expect(mine.status).toBe(302)
  expect(await who(ada)).toBeNull()
})

test.each([
  ['of another nonce', { nonce: 'other' }],
  ['of another audience', { aud: 'other' }],
  ['of another issuer', { iss: 'https://other.example' }],
])('an identity token %s lets nobody in', async (_, claims) => {
  const { person } = await place()
  issuer.claims = claims
  const ada = person()
  const answer = await signIn(ada, 'ada-1')
  issuer.claims = {}
  expect(answer.status).toBe(401)
  expect(await who(ada)).toBeNull()
})

test('whoever is in no group with a role does not come in, unless everybody may', async () => {
  issuer.people['eve-3'] = { name: 'Eve', groups: ['sales'] }
  const eve = (await place()).person()
  expect((await signIn(eve, 'eve-3')).status).toBe(403)
  expect(await who(eve)).toBeNull()
  const open = (await place(said({ everybody: 'viewer' }))).person()
  await signIn(open, 'eve-3')
  expect(await who(open)).toMatchObject({ name: 'Eve', role: 'viewer' })
})

test('a group that has no role any more has none in sessions that began before', async () => {
  const ada = (await place()).person()
  await signIn(ada, 'ada-1')
  const later = browser((await place(said({ roles: { admin: ['security'] } }))).app, origin)
  for (const [name, value] of ada.cookies) later.cookies.set(name, value)
  expect(await who(ada)).toMatchObject({ role: 'approver' })
  expect(await who(later)).toBeNull()
})

test('the groups that roles go by have room in a cookie, whoever is in however many', async () => {
  const many = Array.from({ length: 1_000 }, (_, index) => `a-group-with-a-long-name-${index}`)
  issuer.people['max-4'] = { name: 'Ж'.repeat(500), groups: [...many, 'release'] }
  const max = (await place()).person()
  await signIn(max, 'max-4')
  expect([...max.cookies.values()].join('').length).toBeLessThan(4_000)
  expect(await who(max)).toMatchObject({ role: 'approver' })
})

test('a session ends with its time, and with signing out even where somebody has copied it', async () => {
  const { person, time, app } = await place()
  const ada = person()
  await signIn(ada, 'ada-1')
  const copied = browser(app, origin)
  for (const [name, value] of ada.cookies) copied.cookies.set(name, value)
  expect(await who(copied)).toMatchObject({ name: 'Ada' })
  expect((await ada.send('/sign-out')).headers.get('location')).toBe('/')
  expect(ada.cookies.size).toBe(0)
  expect(await who(copied)).toBeNull()
  await signIn(ada, 'ada-1')
  time.now = new Date(time.now.getTime() + 8 * 3_600_000 - 60_000)
  expect(await who(ada)).toMatchObject({ name: 'Ada' })
  time.now = new Date(time.now.getTime() + 120_000)
  expect(await who(ada)).toBeNull()
})

test('a cookie that this service did not seal, or sealed for something else, is nobody', async () => {
  const { person } = await place()
  const [ada, forger] = [person(), person()]
  await signIn(ada, 'ada-1')
  const [[name = '', sealed = ''] = []] = [...ada.cookies]
  const ends = new Date(Date.now() + 60_000)
  const content = { jti: '1', iss: issuer.issuer, sub: 'x', name: 'x', groups: ['security'] }
  const forged = [
    await createSealer(['another secret that nobody guesses either']).seal('session', content, ends),
    await createSealer([secret]).seal('sign-in', content, ends),
    `${sealed.slice(0, -4)}AAAA`,
    Buffer.from(JSON.stringify(content)).toString('base64url'),
    'x'.repeat(10_000),
  ]
  for (const value of forged) {
    forger.cookies.set(name, value)
    expect(await who(forger)).toBeNull()
  }
})

test('a secret on its way out still opens what it sealed', async () => {
  const ada = (await place()).person()
  await signIn(ada, 'ada-1')
  const next = await place(said({ secrets: ['env:NEW', 'env:SESSION_SECRET'] }), {
    NEW: 'the next secret of sessions, as long as it has to be',
  })
  const later = browser(next.app, origin)
  for (const [name, value] of ada.cookies) later.cookies.set(name, value)
  expect(await who(later)).toMatchObject({ name: 'Ada' })
})

test('nothing that may change something is taken from another page, even with the cookie', async () => {
  const { person } = await place()
  const ada = person()
  await signIn(ada, 'ada-1')
  const from = async (headers: Record<string, string>) => (await ada.get('/me', headers)).status
  const sent = async (headers: Record<string, string>) => {
    const request = new Headers(headers)
    const cookie = [...ada.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    request.set('cookie', cookie)
    return (await (await place()).app.request(`${origin}/me`, { method: 'POST', headers: request })).status
  }
  expect(await sent({ origin, 'sec-fetch-site': 'same-origin' })).toBe(200)
  expect(await sent({ origin })).toBe(200)
  expect(await sent({ 'sec-fetch-site': 'same-origin' })).toBe(200)
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://evil.promote.acme.example', 'sec-fetch-site': 'same-site' },
    { origin, 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'cross-site' },
    {},
  ] as Record<string, string>[]) {
    expect(await sent(headers), JSON.stringify(headers)).toBe(403)
  }
  expect(await from({ 'sec-fetch-site': 'cross-site' })).toBe(200)
})

test('where nobody signs in, whoever is at the machine may do everything, and is told so', async () => {
  const { app, lines } = await place({ localName: 'ada' })
  const local = 'http://127.0.0.1:8080'
  const ada = browser(app, local)
  expect(await who(ada)).toEqual({ name: 'ada', groups: [], role: 'admin' })
  expect((await ada.send('/me')).status).toBe(200)
  expect(lines.join()).toContain('There is no sign-in here')
  // A foreign host name that points to this machine: its pages are not ours.
  for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '']) {
    expect((await app.request('/me', { headers: { host } })).status, host).toBe(421)
  }
  const other = { host: '127.0.0.1:8080', origin: 'http://127.0.0.1:9090' }
  expect((await app.request('/me', { method: 'POST', headers: other })).status).toBe(403)
  for (const host of ['localhost:8080', '[::1]:8080']) expect((await app.request('/me', { headers: { host } })).status).toBe(200)
})

test.each([
  ['others would be listened to', { host: '0.0.0.0' }, /without signIn the service listens on loopback only/],
  ['nobody knows where the issuer is to send people back', { url: undefined }, /is required with signIn/],
  ['a secret can be guessed', { short: 'short' }, /secrets.0: has fewer than 32 characters/],
])('it does not start where %s', async (_, change, problem) => {
  const given = 'host' in change ? change : { ...said(), ...('url' in change ? { url: undefined } : {}) }
  const env = 'short' in change ? { SESSION_SECRET: change.short } : {}
  await expect(place(given as Parameters<typeof settingsFrom>[0], env as Record<string, string>)).rejects.toThrow(problem)
})

test('codes and keys do not go over the network in the clear', () => {
  expect(() => settingsFrom(said({ issuer: 'http://issuer.example' }), '.')).toThrow(/signIn.issuer: must begin with https/)
})

test('an issuer that is away is told, and asked again when it is back', async () => {
  const gone = await startIssuer()
  await gone.close()
  const { person, lines } = await place(said({ issuer: gone.issuer }))
  const answer = await person().get('/sign-in')
  expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('the issuer cannot be reached')])
  expect(lines.join()).toContain('the issuer cannot be reached')
})
