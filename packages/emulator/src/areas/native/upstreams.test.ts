import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inside, outside } from '../../../test/native/outside.ts'
import { registryClient } from '../../../test/native/registry-client.ts'
import { keys, story } from '../../../test/story.ts'
import { npmPackage } from '../../testing.ts'

const registry = 'https://npm.cloudsmith.io/acme/dev'
const lodash = npmPackage({ name: 'lodash', version: '4.17.21', license: 'MIT' })
const older = npmPackage({ name: 'lodash', version: '4.17.20', license: 'MIT' })
const tampered = npmPackage({ name: 'lodash', version: '4.17.21', license: 'MIT', files: { 'index.js': 'evil()' } })

test('what a repository lacks is fetched, kept as a package, scanned, and served when the upstream is gone', async () => {
  const { url, fetch } = await outside(lodash)
  const { emulator, admin, npm, upstream, packages } = inside(fetch)
  const { body: made } = await upstream({ upstream_url: url })

  const { body } = await npm('lodash')
  expect(body.versions['4.17.21'].dist.tarball).toBe('http://emulator.test/npm/acme/dev/lodash/-/lodash-4.17.21.tgz')
  expect((await npm('lodash/-/lodash-4.17.21.tgz')).bytes).toEqual(new Uint8Array(lodash.bytes))
  await emulator.settle()
  expect(await packages()).toMatchObject([
    {
      name: 'lodash',
      version: '4.17.21',
      tags: { info: ['npm-js'], version: ['latest'] },
      uploader: 'cloudsmith-o6v',
      is_sync_completed: true,
      security_scan_status: expect.stringMatching(/^Scan Detected/),
      downloads: 1,
    },
  ])
  await admin('DELETE', `/repos/acme/dev/upstream/npm/${made.slug_perm}/`)
  expect((await npm('lodash/-/lodash-4.17.21.tgz')).status).toBe(200)
})

test('a repository without an upstream has only what is in it', async () => {
  const { fetch } = await outside(lodash)
  const { npm } = inside(fetch)
  expect((await npm('lodash')).status).toBe(404)
})

test('an upstream that passes on keeps nothing', async () => {
  const { url, fetch } = await outside(lodash)
  const { npm, upstream, packages } = inside(fetch)
  await upstream({ upstream_url: url, mode: 'Proxy Only' })
  expect((await npm('lodash/-/lodash-4.17.21.tgz')).bytes).toEqual(new Uint8Array(lodash.bytes))
  expect(await packages()).toEqual([])
})

test('own versions stand beside those of an upstream, and come first', async () => {
  const { url, fetch } = await outside(older, tampered)
  const { emulator, npm, upstream } = inside(fetch)
  await emulator.add('acme/dev', lodash)
  await upstream({ upstream_url: url })
  const { body } = await npm('lodash')
  expect(Object.keys(body.versions)).toEqual(['4.17.21', '4.17.20'])
  expect((await npm('lodash/-/lodash-4.17.21.tgz')).bytes).toEqual(new Uint8Array(lodash.bytes))
})

test('an upstream that is not trusted serves no name that is here', async () => {
  const { url, fetch } = await outside(older)
  const { emulator, npm, upstream } = inside(fetch)
  await upstream({ upstream_url: url, trust_level: 'Untrusted' })
  expect(Object.keys((await npm('lodash')).body.versions)).toEqual(['4.17.20'])
  await emulator.add('acme/dev', lodash)
  expect(Object.keys((await npm('lodash')).body.versions)).toEqual(['4.17.21'])
})

test('an upstream that is not trusted serves nothing of a name that has come here since it was asked', async () => {
  const { url, fetch } = await outside(older)
  const { emulator, npm, upstream } = inside(fetch)
  await upstream({ upstream_url: url, trust_level: 'Untrusted' })
  await npm('lodash')
  await emulator.add('acme/dev', lodash)
  expect((await npm('lodash/-/lodash-4.17.20.tgz')).status).toBe(404)
})

test('what an upstream offered counts no more once it has another address', async () => {
  const { url, fetch } = await outside(lodash)
  const { admin, npm, upstream } = inside(async (input, init) =>
    String(input).includes('empty.test') ? new Response('', { status: 404 }) : fetch(input, init),
  )
  const { body } = await upstream({ upstream_url: url })
  expect((await npm('lodash')).status).toBe(200)
  await admin('PATCH', `/repos/acme/dev/upstream/npm/${body.slug_perm}/`, { upstream_url: 'https://empty.test' })
  expect((await npm('lodash/-/lodash-4.17.21.tgz')).status).toBe(404)
})

test('bytes that are not those that were offered are given to nobody, and not kept', async () => {
  const { url, fetch } = await outside(lodash)
  const { npm, upstream, packages } = inside(async (input, init) => {
    const answer = await fetch(input, init)
    return String(input).endsWith('.tgz') ? new Response(new Uint8Array(tampered.bytes)) : answer
  })
  await upstream({ upstream_url: url })
  const { status, body } = await npm('lodash/-/lodash-4.17.21.tgz')
  expect(status).toBe(502)
  expect(body.error).toMatch(
    /^The upstream 'npm js' sent a different file from the one that it offers as 'lodash-4\.17\.21\.tgz': its sha512 is /,
  )
  expect(await packages()).toEqual([])
})

test.each([
  ['answers 500', async () => new Response('oops', { status: 500 }), 502, /answered 500 to \/world\/open\/lodash\.$/],
  ['breaks off', async () => Promise.reject(new TypeError('fetch failed')), 502, /cannot be reached: fetch failed$/],
  ['sends no JSON', async () => new Response('<html>'), 502, /sent invalid JSON for \/world\/open\/lodash\.$/],
])('an upstream that %s is named in the answer', async (_, fetch, status, text) => {
  const { npm, upstream } = inside(fetch)
  await upstream({ upstream_url: 'https://npm.cloudsmith.io/world/open', auth_mode: 'Token', auth_secret: 'hush-hush' })
  const answer = await npm('lodash')
  expect(answer).toMatchObject({ status, body: { error: expect.stringMatching(text) } })
  expect(JSON.stringify(answer.body)).not.toContain('hush')
})

test('nothing but this machine is reached unless that is allowed', async () => {
  const { admin, emulator } = story()
  await admin('POST', '/repos/acme/dev/upstream/npm/', {
    name: 'out',
    upstream_url: 'https://registry.example.com',
    is_active: true,
  })
  const { status, body } = await registryClient(emulator, registry, keys.reader)('lodash')
  expect([status, body.error]).toEqual([502, expect.stringContaining('start it with --allow-upstreams')])
})

test('one repository of the emulator may be the upstream of another, and a circle of them ends', async () => {
  const { admin, emulator } = story()
  await emulator.add('acme/staging', lodash)
  const token = { auth_mode: 'Token', auth_secret: keys.reader, is_active: true }
  const link = (from: string, to: string) =>
    admin('POST', `/repos/acme/${from}/upstream/npm/`, {
      name: to,
      upstream_url: `https://npm.cloudsmith.io/acme/${to}`,
      ...token,
    })
  await link('dev', 'staging')
  await link('staging', 'dev')
  const npm = registryClient(emulator, registry, keys.reader)
  expect((await npm('lodash')).status).toBe(200)
  expect((await npm('missing')).status).toBe(502)
})

test('upstreams are asked in the order of their priority', async () => {
  const [first, second] = [await outside(lodash), await outside(tampered, older)]
  const { npm, upstream } = inside(async (input, init) => {
    const url = String(input)
    return url.includes('second.test')
      ? second.fetch(url.replace('second.test', 'npm.cloudsmith.io'), init)
      : first.fetch(input, init)
  })
  await upstream({ name: 'second', upstream_url: 'https://second.test/world/open', priority: 2 })
  await upstream({ name: 'first', upstream_url: first.url, priority: 1 })
  expect(Object.keys((await npm('lodash')).body.versions).sort()).toEqual(['4.17.20', '4.17.21'])
  expect((await npm('lodash/-/lodash-4.17.21.tgz')).bytes).toEqual(new Uint8Array(lodash.bytes))
})

test('a name that a trusted upstream has is served by no other, and by nobody else while that one is silent', async () => {
  const trusted = await outside(lodash)
  const other = await outside(older)
  let isSilent = false
  const { npm, upstream } = inside(async (input, init) => {
    const url = String(input)
    if (url.includes('other.test')) return other.fetch(url.replace('other.test', 'npm.cloudsmith.io'), init)
    return isSilent ? Promise.reject(new TypeError('fetch failed')) : trusted.fetch(input, init)
  })
  await upstream({ name: 'other', upstream_url: 'https://other.test/world/open', priority: 1, trust_level: 'Untrusted' })
  await upstream({ name: 'trusted', upstream_url: trusted.url, priority: 2 })
  expect(Object.keys((await npm('lodash')).body.versions)).toEqual(['4.17.21'])
  isSilent = true
  expect((await npm('lodash')).status).toBe(502)
})

test('an upstream that has served a name goes on to, even where nobody trusts it', async () => {
  const { emulator: world, url, fetch } = await outside(older)
  const { emulator, npm, upstream } = inside(fetch)
  await upstream({ upstream_url: url, trust_level: 'Untrusted' })
  await npm('lodash/-/lodash-4.17.20.tgz')
  await emulator.settle()
  await world.add('world/open', lodash)
  expect(Object.keys((await npm('lodash')).body.versions).sort()).toEqual(['4.17.20', '4.17.21'])
})

test('a package of a connected repository comes before that of an upstream', async () => {
  const { url, fetch } = await outside(tampered)
  const { emulator, admin, npm, upstream, packages } = inside(fetch)
  await emulator.add('acme/staging', lodash)
  await admin('POST', '/repos/acme/dev/connected/', { target_repository: 'staging', is_active: true })
  await upstream({ upstream_url: url })
  expect((await npm('lodash/-/lodash-4.17.21.tgz')).bytes).toEqual(new Uint8Array(lodash.bytes))
  expect(await packages()).toEqual([])
})

test('an upstream that only keeps sends the client back until the repository has the package', async () => {
  const { url, fetch } = await outside(lodash)
  const { emulator, npm, upstream } = inside(fetch)
  await upstream({ upstream_url: url, mode: 'Cache Only' })
  const first = await npm('lodash/-/lodash-4.17.21.tgz', { redirect: 'manual' })
  expect([first.status, first.headers.get('location')]).toEqual([302, '/npm/acme/dev/lodash/-/lodash-4.17.21.tgz'])
  await emulator.settle()
  expect((await npm('lodash/-/lodash-4.17.21.tgz')).status).toBe(200)
})

test('what many ask for at once is fetched once', async () => {
  const { url, fetch } = await outside(lodash)
  let fetched = 0
  const { emulator, npm, upstream, packages } = inside(async (input, init) => {
    if (String(input).endsWith('.tgz')) fetched += 1
    return fetch(input, init)
  })
  await upstream({ upstream_url: url })
  const answers = await Promise.all(Array.from({ length: 5 }, () => npm('lodash/-/lodash-4.17.21.tgz')))
  await emulator.settle()
  expect([answers.map(({ status }) => status), fetched]).toEqual([[200, 200, 200, 200, 200], 1])
  expect(await packages()).toHaveLength(1)
})

test('until it is scanned, a package is held back where the workspace wants that', async () => {
  const { url, fetch } = await outside(lodash)
  const { emulator, npm, upstream } = inside(fetch, { switches: { blockUntilScan: true } })
  await upstream({ upstream_url: url })
  const waiting = { status: 403, body: { error: 'This package is blocked until it has been scanned.' } }
  expect(await npm('lodash/-/lodash-4.17.21.tgz')).toMatchObject(waiting)
  expect(await npm('lodash/-/lodash-4.17.21.tgz')).toMatchObject(waiting)
  await emulator.settle()
  expect((await npm('lodash/-/lodash-4.17.21.tgz')).status).toBe(200)
})

test('what a policy forbids is fetched, quarantined, and given to nobody any more', async () => {
  const copyleft = npmPackage({ name: 'copyleft', version: '1.0.0', license: 'GPL-3.0-only' })
  const { url, fetch } = await outside(copyleft)
  const { emulator, admin, npm, upstream } = inside(fetch)
  await admin('POST', '/orgs/acme/license-policy/', {
    name: 'No copyleft',
    spdx_identifiers: ['GPL-3.0-only'],
    on_violation_quarantine: true,
  })
  await upstream({ upstream_url: url })
  expect((await npm('copyleft/-/copyleft-1.0.0.tgz')).status).toBe(200)
  await emulator.settle()
  const { status, body } = await npm('copyleft/-/copyleft-1.0.0.tgz')
  expect([status, body.error]).toEqual([403, expect.stringMatching(/^Quarantined by No copyleft\. \(Policy: /)])
})

test('credentials go to the upstream, and to nobody to whom it sends on', async () => {
  const { url, fetch } = await outside(lodash)
  const seen: (readonly [host: string, authorization: string | null])[] = []
  const { npm, upstream } = inside(async (input, init) => {
    const target = new URL(String(input))
    seen.push([target.host, new Headers(init?.headers).get('authorization')])
    if (target.host === 'files.test') return new Response(new Uint8Array(lodash.bytes))
    if (target.pathname.endsWith('.tgz'))
      return new Response(null, { status: 302, headers: { location: 'https://files.test/x' } })
    return fetch(target, { method: 'GET' })
  })
  await upstream({ upstream_url: url, auth_mode: 'Username and Password', auth_username: 'me', auth_secret: 'hush' })
  expect((await npm('lodash/-/lodash-4.17.21.tgz')).status).toBe(200)
  const basic = `Basic ${Buffer.from('me:hush').toString('base64')}`
  expect(seen).toEqual([
    ['npm.cloudsmith.io', basic],
    ['npm.cloudsmith.io', basic],
    ['files.test', null],
  ])
})

test('an upstream that is silent is given up after the time that it has', async () => {
  const { npm, upstream } = inside(
    (_, init) => new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))),
    { timings: { upstreamTimeout: 20 } },
  )
  await upstream({ upstream_url: 'https://silent.test' })
  expect(await npm('lodash')).toMatchObject({
    status: 504,
    body: { error: "The upstream 'npm js' did not answer within 0.02 s." },
  })
})

test('an upstream may be a folder of packages, inside of the one that is allowed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'upstream-folder-'))
  await mkdir(join(folder, 'npm'))
  await mkdir(join(folder, 'secret'))
  await writeFile(join(folder, 'npm', 'whatever-it-is-called.tgz'), lodash.bytes)
  const { emulator, npm, upstream, packages } = inside(fetch, { upstreamFolder: folder })
  await upstream({ upstream_url: 'http://folder.localhost/npm' })
  expect((await npm('lodash')).body.versions['4.17.21'].license).toBe('MIT')
  expect((await npm('lodash/-/lodash-4.17.21.tgz')).bytes).toEqual(new Uint8Array(lodash.bytes))
  await emulator.settle()
  expect(await packages()).toMatchObject([{ name: 'lodash', uploader: 'cloudsmith-o6v' }])

  const elsewhere = inside(fetch, { upstreamFolder: join(folder, 'npm') })
  await elsewhere.upstream({ upstream_url: 'http://folder.localhost/..%2fsecret' })
  expect((await elsewhere.npm('lodash')).body.error).toMatch(/is not in the folder for upstreams\.$/)
  const without = inside(fetch)
  await without.upstream({ upstream_url: 'http://folder.localhost/npm' })
  expect((await without.npm('lodash')).body.error).toContain('--upstream-folder')
  await rm(folder, { recursive: true })
})

test('an upstream that points to its own repository says so, and is not asked', async () => {
  const { admin, npm, upstream } = inside(fetch)
  const { body } = await upstream({ upstream_url: 'http://emulator.test/npm/acme/dev' })
  expect(body).toMatchObject({ is_active: true, available: false, disable_reason: 'Upstream points to its own repository' })
  expect((await npm('lodash')).status).toBe(404)
  expect((await admin('GET', '/repos/acme/dev/upstream/npm/')).body).toMatchObject([{ available: false }])
})
