import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { conformingEmulator } from '../../test/story.ts'
import { parseAdvisory, realClock } from '../index.ts'
import { npmPackage } from '../testing.ts'
import * as answers from './answers.ts'
import { createControl } from './control.ts'
import { type ControlHost, controlRoutes } from './routes.ts'

const headers = { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' }

/** An emulator with a client of its control API, which checks the form of every response. */
function story(host: ControlHost = {}) {
  const emulator = conformingEmulator({ deliver: async () => new Response() })
  const control = createControl(emulator, host)
  const send = async (method: string, path: string, body?: unknown, extra: Record<string, string> = {}) => {
    const init = { method, headers: extra, ...(body !== undefined && { body: JSON.stringify(body) }) }
    const response = await control(new Request(`http://127.0.0.1:8787/_emulator/${path}`, init))
    if (response === undefined) throw new Error('not for the control API')
    return { status: response.status, body: await response.json() }
  }
  return {
    emulator,
    control,
    send,
    async ask<Schema extends v.GenericSchema>(schema: Schema, method: string, path: string, body?: unknown) {
      const answer = await send(method, path, body)
      expect(answer.status, JSON.stringify(answer.body)).toBe(200)
      return v.parse(schema, answer.body)
    },
    api: (path: string, init: RequestInit = {}) => emulator.fetch(emulator.origin + path, { headers, ...init }),
  }
}

const lodash = npmPackage({ name: 'lodash', version: '4.17.20' })

const freshAdvisory = {
  id: 'GHSA-xxxx-yyyy-zzzz',
  summary: 'Everything falls down',
  affected: [
    {
      package: { ecosystem: 'npm', name: 'ms' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '3.0.0' }] }],
    },
  ],
  severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
}

test('the state tells what there is, and nothing of it is a secret', async () => {
  const { emulator, ask } = story()
  await emulator.add('acme/dev', lodash)
  const state = await ask(answers.stateAnswer, 'GET', 'state')
  expect(state).toMatchObject({ now: '2026-01-01T00:00:00.000Z', packages: 1, advisories: 12, rateLimit: { limit: 10_800 } })
  expect(state.workspaces[0]?.repositories).toContainEqual({
    slug: 'dev',
    name: 'dev',
    type: 'Private',
    packages: 1,
    quarantined: 0,
    webhooks: 0,
  })
  expect(JSON.stringify(state)).not.toContain('-key')
})

test('packages show their stage, their scan and their tags; they can be searched', async () => {
  const { emulator, ask } = story()
  await emulator.add('acme/dev', lodash, { tags: ['old'] })
  await emulator.add('acme/staging', npmPackage({ name: 'ms', version: '2.1.3' }))
  const all = await ask(answers.packagesAnswer, 'GET', 'packages')
  expect(all.total).toBe(2)
  const { packages } = await ask(answers.packagesAnswer, 'GET', 'packages?repository=acme/dev&query=name:lodash')
  expect(packages).toMatchObject([{ place: 'acme/dev', status: 'Completed', progress: 100, tags: ['old', 'latest'] }])
  expect(packages[0]?.findings).toEqual({ High: 1, Medium: 1 })
  expect(await ask(answers.packagesAnswer, 'GET', 'packages?query=name:nothing')).toEqual({ total: 0, packages: [] })
  expect(await ask(answers.packagesAnswer, 'GET', 'packages?limit=1')).toMatchObject({ total: 2, packages: [{}] })
})

test('scans tell what was found and where it is fixed', async () => {
  const { emulator, ask } = story()
  await emulator.add('acme/dev', lodash)
  const { scans } = await ask(answers.scansAnswer, 'GET', 'scans?repository=acme/dev')
  expect(scans[0]?.findings).toContainEqual(expect.objectContaining({ id: 'CVE-2021-23337', severity: 'High', fixed: '4.17.21' }))
})

test('time moves on by hand', async () => {
  const { emulator, ask } = story()
  expect(await ask(answers.clockAnswer, 'POST', 'clock/advance', { seconds: 90 })).toMatchObject({
    now: '2026-01-01T00:01:30.000Z',
  })
  emulator.clock.schedule(emulator.clock.now() + 60_000, () => {})
  expect(await ask(answers.clockAnswer, 'POST', 'settle')).toMatchObject({ now: '2026-01-01T00:02:30.000Z' })
})

test('whoever waits is told how fast time passes', async () => {
  const control = createControl(conformingEmulator({ clock: realClock({ speed: 60 }) }))
  const answer = await control(new Request('http://127.0.0.1:8787/_emulator/clock'))
  expect(v.parse(answers.clockAnswer, await answer?.json())).toMatchObject({ speed: 60 })
})

test('a fault hits as often as it should, and can be taken back', async () => {
  const { ask, send, api } = story()
  const { faults } = await ask(answers.faultsAnswer, 'POST', 'faults', { operation: 'repos_read', status: 503, times: 'always' })
  expect(faults).toMatchObject([{ id: '1', left: 'always', status: 503 }])
  expect((await api('/repos/acme/dev/')).status).toBe(503)
  expect((await api('/repos/acme/')).status).toBe(200)
  expect(await ask(answers.faultsAnswer, 'DELETE', 'faults/1')).toEqual({ faults: [] })
  expect((await api('/repos/acme/dev/')).status).toBe(200)
  expect((await send('DELETE', 'faults/1')).status).toBe(404)

  await ask(answers.faultsAnswer, 'POST', 'faults', { path: '/repos/*', dropReply: true })
  await expect(api('/repos/acme/dev/')).rejects.toThrow(TypeError)
  expect(await ask(answers.faultsAnswer, 'GET', 'faults')).toEqual({ faults: [] })
  await ask(answers.faultsAnswer, 'POST', 'faults', { status: 500 })
  expect(await ask(answers.faultsAnswer, 'DELETE', 'faults')).toEqual({ faults: [] })
})

test('requests take longer, all of them or those of one operation, which can fail as well', async () => {
  const { emulator, ask, api } = story()
  const lasts = async (path: string) => {
    const before = emulator.clock.now()
    const { status } = await api(path)
    return [status, emulator.clock.now() - before]
  }
  await ask(answers.stateAnswer, 'POST', 'latency', { milliseconds: 100 })
  await ask(answers.stateAnswer, 'POST', 'latency', { milliseconds: 250, operation: 'repos_read' })
  expect(await lasts('/repos/acme/')).toEqual([200, 100])
  await ask(answers.faultsAnswer, 'POST', 'faults', { operation: 'repos_read', status: 502 })
  expect(await lasts('/repos/acme/dev/')).toEqual([502, 350])
  expect(await lasts('/repos/acme/dev/')).toEqual([200, 350])
  await ask(answers.stateAnswer, 'POST', 'latency', { milliseconds: 0, operation: 'repos_read' })
  expect(await lasts('/repos/acme/dev/')).toEqual([200, 100])
})

test('the rate limit changes at once', async () => {
  const { ask, api } = story()
  await api('/repos/acme/')
  const { rateLimit } = await ask(answers.stateAnswer, 'POST', 'rate-limit', { limit: 1, enforce: true })
  expect(rateLimit).toEqual({ limit: 1, windowSeconds: 3600, enforce: true })
  expect((await api('/repos/acme/')).status).toBe(200)
  expect((await api('/repos/acme/')).status).toBe(429)
})

test('a switch changes at once, and a reset brings everything back', async () => {
  const { emulator, ask } = story()
  await emulator.add('acme/dev', lodash)
  await ask(answers.stateAnswer, 'POST', 'switches', { copyKeepsTags: false })
  await ask(answers.stateAnswer, 'POST', 'latency', { milliseconds: 5 })
  expect(emulator.switches.copyKeepsTags).toBe(false)
  expect(await ask(answers.stateAnswer, 'POST', 'reset')).toMatchObject({
    packages: 0,
    latency: 0,
    switches: { copyKeepsTags: true },
  })
})

test('an advisory that is dropped in has packages scanned again, and quarantined where a policy wants that', async () => {
  const { emulator, ask, api } = story()
  const policy = { name: 'No critical', min_severity: 'Critical', on_violation_quarantine: true }
  await api('/orgs/acme/vulnerability-policy/', { method: 'POST', body: JSON.stringify(policy) })
  const ms = await emulator.add('acme/production', npmPackage({ name: 'ms', version: '2.1.3' }))
  await emulator.add('acme/production', npmPackage({ name: 'other', version: '1.0.0' }))

  const advised = await ask(answers.advisedAnswer, 'POST', 'advisories', freshAdvisory)
  expect(advised).toEqual({ known: 13, rescanned: [ms.slug_perm] })
  await ask(answers.clockAnswer, 'POST', 'settle')

  const { packages } = await ask(answers.packagesAnswer, 'GET', 'packages?query=name:ms')
  expect(packages).toMatchObject([{ quarantined: true, findings: { Critical: 1 } }])
  expect((await ask(answers.advisoriesAnswer, 'GET', 'advisories')).advisories).toContainEqual(
    expect.objectContaining({ id: freshAdvisory.id, withdrawn: false }),
  )
  // Known advisories change nothing.
  expect(await ask(answers.advisedAnswer, 'POST', 'advisories', [freshAdvisory])).toEqual({ known: 13, rescanned: [] })
})

test('advisories are read again where they came from', async () => {
  expect((await story().send('POST', 'advisories/reload')).status).toBe(409)
  const { emulator, ask } = story({ readAdvisories: async () => [parseAdvisory(freshAdvisory)] })
  const ms = await emulator.add('acme/dev', npmPackage({ name: 'ms', version: '2.1.3' }))
  expect((await ask(answers.advisedAnswer, 'POST', 'advisories/reload')).rescanned).toEqual([ms.slug_perm])
  const broken = story({ readAdvisories: () => [parseAdvisory({ id: 'X-1', affected: 1 })] })
  expect(await broken.send('POST', 'advisories/reload')).toEqual({
    status: 400,
    body: { detail: 'X-1: affected must be a list.' },
  })
})

test('requests and deliveries are told, and a delivery is sent again', async () => {
  const { emulator, ask, send, api } = story()
  const webhook = { target_url: 'https://hooks.example.com/', events: ['*'], templates: [], nickname: 'Ears' }
  await api('/webhooks/acme/dev/', { method: 'POST', body: JSON.stringify(webhook) })
  await emulator.settle()
  expect((await ask(answers.requestsAnswer, 'GET', 'requests?operation=webhooks_create')).requests).toMatchObject([
    { method: 'POST', status: 201, user: 'admin', unknown: ['nickname'] },
  ])
  const { deliveries } = await ask(answers.deliveriesAnswer, 'GET', 'deliveries?event=ping')
  expect(deliveries).toMatchObject([{ event: 'ping', state: 'delivered', attempts: [{ status: 200 }] }])

  await ask(answers.doneAnswer, 'POST', `deliveries/${deliveries[0]?.id}/replay`)
  await emulator.settle()
  const after = await ask(answers.deliveriesAnswer, 'GET', 'deliveries')
  expect(after.deliveries.flatMap(({ attempts }) => attempts)).toHaveLength(2)
  expect((await send('POST', 'deliveries/none/replay')).status).toBe(404)
})

test('the control API is neither limited nor logged, and says when something has changed', async () => {
  let changes = 0
  const { emulator, ask } = story({ changed: () => (changes += 1) })
  await ask(answers.stateAnswer, 'POST', 'rate-limit', { limit: 1, enforce: true })
  for (let index = 0; index < 5; index++) await ask(answers.stateAnswer, 'GET', 'state')
  expect(emulator.requests.all).toEqual([])
  expect(changes).toBe(1)
})

test.each([
  ['POST', 'faults', {}, 400, 'needs a status'],
  [
    'POST',
    'faults',
    { operation: 'packages_cpoy', status: 500 },
    400,
    "is not an operation of the API. Did you mean 'packages_copy'?",
  ],
  ['POST', 'faults', { path: 'repos/', status: 500 }, 400, 'path: must begin with / or *'],
  ['POST', 'faults', { pattern: '^/repos/', status: 500 }, 400, 'pattern: there is no such field.'],
  ['POST', 'faults', { headers: ['X-A'], status: 500 }, 400, 'headers: must be an object.'],
  ['POST', 'faults', { status: 503.5 }, 400, 'status: must be a whole number.'],
  ['POST', 'faults', [], 400, 'is invalid: it must be an object.'],
  ['POST', 'reset', { snapshot: 'gone' }, 404, "There is no snapshot 'gone'. There are none."],
  ['POST', 'faults', { status: 500, tmes: 3 }, 400, 'tmes'],
  ['POST', 'clock/advance', { seconds: -1 }, 400, 'must not be negative'],
  ['POST', 'rate-limit', { limit: 0 }, 400, 'must be at least 1'],
  ['POST', 'switches', { unknownDestination: 418 }, 400, 'must be 404 or 422'],
  ['POST', 'advisories', { id: 'X', affected: [{}] }, 400, 'X: affected[0].package'],
  ['GET', 'packages?limit=many', undefined, 400, 'limit has to be a whole number'],
  ['GET', 'packages?query=name:(', undefined, 400, ''],
  ['PUT', 'state', {}, 405, 'GET'],
  ['GET', 'nothing', undefined, 404, ''],
])('%s %s %j is refused', async (method, path, body, status, message) => {
  const answer = await story().send(method, path, body)
  expect(answer.status).toBe(status)
  expect(JSON.stringify(v.parse(answers.problemAnswer, answer.body))).toContain(message)
})

test.each([
  ['GET', 'packages?limt=5', undefined, 400, "There is no parameter 'limt'. Did you mean 'limit'?"],
  ['GET', 'state?x=1', undefined, 400, "There is no parameter 'x'. This request has none."],
  [
    'GET',
    'packages?repository=acme/stagin',
    undefined,
    404,
    "There is no repository 'acme/stagin'. Did you mean 'acme/staging'?",
  ],
  [
    'GET',
    'requests?operation=packages_cpoy',
    undefined,
    404,
    "There is no operation 'packages_cpoy'. Did you mean 'packages_copy'?",
  ],
  ['GET', 'deliveries?event=package.sync', undefined, 404, "There is no event 'package.sync'. Did you mean 'package.synced'?"],
  ['GET', 'deliverys', undefined, 404, "There is no 'deliverys' below /_emulator/. Did you mean 'deliveries'?"],
  ['DELETE', 'worlds/none', undefined, 404, "There is no world 'none'."],
  ['GET', 'packages?limit=1&limit=2', undefined, 400, "The parameter 'limit' is given twice."],
  ['GET', 'packages?sort=-sise', undefined, 404, "There is no order 'sise'. Did you mean 'size'?"],
  [
    'GET',
    'requests?status=fail',
    undefined,
    400,
    "status has to be a number such as 404, a class such as 4xx, or lost; not 'fail'.",
  ],
  ['GET', 'requests?method=PSOT', undefined, 404, "There is no method 'PSOT'. Did you mean 'POST'?"],
  ['POST', 'settle', { seconds: 5 }, 400, 'seconds: there is no such field.'],
  ['POST', 'snapshots/before', [], 400, 'it must be an object'],
  ['POST', 'switches', { maxPageSize: 0 }, 400, 'maxPageSize: must be at least 1'],
  ['POST', 'switches', { copyKeepTags: true }, 400, 'copyKeepTags: there is no such field; did you mean copyKeepsTags?'],
  ['POST', 'clock/advance', {}, 400, 'seconds: is missing'],
  ['POST', 'clock/advance', { seconds: '5' }, 400, 'seconds: must be a number'],
  ['POST', 'clock/advance', [], 400, 'The body is invalid: it must be an object'],
  ['POST', 'faults', {}, 400, 'The body is invalid: it needs a status, dropReply or a delay.'],
  ['POST', 'faults', { status: 5, when: 'later' }, 400, 'when: must be "before" or "after", not "later"'],
  ['POST', 'faults', { status: 5 }, 400, 'status: must be at least 200'],
  ['POST', 'faults', { status: 500, path: 'repos' }, 400, 'path: must begin with /'],
  ['POST', 'faults', { status: 500, method: 'PUSH' }, 400, 'method: must be one of "GET", "HEAD", '],
  [
    'POST',
    'latency',
    { milliseconds: 1, operation: 'repo_read' },
    400,
    "is not an operation of the API. Did you mean 'repos_read'?",
  ],
])('%s %s %j is told in words of people, with what may have been meant', async (method, path, body, status, message) => {
  const answer = await story().send(method, path, body)
  expect(answer.status).toBe(status)
  const { detail, fields } = v.parse(answers.problemAnswer, answer.body)
  expect(detail).toContain(message)
  expect(detail).toMatch(/[^?.][?.]$/)
  expect(Object.keys(fields ?? {})).not.toContain('')
})

test('pages of other origins may not control it', async () => {
  const { send } = story()
  expect((await send('POST', 'reset', {}, { Origin: 'https://evil.example' })).status).toBe(403)
  expect((await send('POST', 'reset', {}, { Origin: 'http://127.0.0.1:8787' })).status).toBe(200)
})

test('what is not below its path is none of its business', async () => {
  const { control } = story()
  expect(await control(new Request('http://127.0.0.1/repos/acme/'))).toBeUndefined()
  expect(await control(new Request('http://127.0.0.1/_emulators'))).toBeUndefined()
  expect((await control(new Request('http://127.0.0.1/_emulator')))?.headers.get('location')).toBe('/_emulator/')
})

test('the README lists every request, and no other', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const table = readme.slice(readme.indexOf('### The control API'), readme.indexOf('### The web page'))
  const listed = [...table.matchAll(/`(GET|POST|DELETE) ([\w/{}-]+)`/g)].map(([, method, path]) => `${method} ${path}`)
  const there = controlRoutes(conformingEmulator(), {}).map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
  expect(listed.sort()).toEqual(there.sort())
})

test.each([
  ['clock/advance', { seconds: 1e13 }, 'seconds'],
  ['latency', { milliseconds: 1e300 }, 'milliseconds'],
  ['faults', { status: 500, delay: 1e300 }, 'delay'],
  ['switches', { lagSeconds: 1e300 }, 'lagSeconds'],
  ['switches', { exchangedKeyMinutes: 1e300 }, 'exchangedKeyMinutes'],
  ['rate-limit', { windowSeconds: 1e300 }, 'windowSeconds'],
])('a time beyond all clocks is refused before anything has changed: %s %j', async (path, body, field) => {
  const { ask, send } = story()
  const before = await ask(answers.stateAnswer, 'GET', 'state')

  const answer = await send('POST', path, body)
  expect([answer.status, JSON.stringify(answer.body)]).toEqual([400, expect.stringContaining(field)])
  expect(await ask(answers.stateAnswer, 'GET', 'state')).toEqual(before)
})
