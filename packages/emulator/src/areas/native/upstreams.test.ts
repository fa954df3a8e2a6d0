import { expect, test } from 'vitest'
import { registryClient } from '../../../test/native/registry-client.ts'
import { keys, story } from '../../../test/story.ts'
import { createEmulator, type EmulatorOptions } from '../../index.ts'
import { npmPackage } from '../../testing.ts'

const registry = 'https://npm.cloudsmith.io/acme/dev'
const lodash = npmPackage({ name: 'lodash', version: '4.17.21', license: 'MIT' })
const older = npmPackage({ name: 'lodash', version: '4.17.20', license: 'MIT' })
const tampered = npmPackage({ name: 'lodash', version: '4.17.21', license: 'MIT', files: { 'index.js': 'evil()' } })

/** A registry outside, with what a repository of ours has to know of it. */
async function outside(...packages: (typeof lodash)[]) {
  const emulator = createEmulator({ workspaces: [openWorkspace] })
  for (const each of packages) await emulator.add('world/open', each)
  return { emulator, url: 'https://npm.cloudsmith.io/world/open', fetch: emulator.fetch }
}

const openWorkspace = {
  slug: 'world',
  accounts: [{ slug: 'owner', key: 'owner-key', role: 'Owner' as const }],
  repositories: [{ name: 'open', repository_type_str: 'Public' as const }],
}

/** Ours, which reaches that one as if it were elsewhere. */
function inside(fetch: typeof globalThis.fetch, options: EmulatorOptions = {}) {
  const told = story({ ...options, origin: 'http://emulator.test', reachUpstreams: fetch })
  const npm = registryClient(told.emulator, 'http://emulator.test/npm/acme/dev', keys.reader)
  const upstream = (body: object) =>
    told.admin('POST', '/repos/acme/dev/upstream/npm/', { name: 'npm js', mode: 'Cache and Proxy', is_active: true, ...body })
  return { ...told, npm, upstream, packages: async () => (await told.admin('GET', '/packages/acme/dev/')).body }
}

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

test('bytes that are not those that were offered are given to nobody, and not kept', async () => {
  const { url, fetch } = await outside(lodash)
  const { npm, upstream, packages } = inside(async (input, init) => {
    const answer = await fetch(input, init)
    return String(input).endsWith('.tgz') ? new Response(new Uint8Array(tampered.bytes)) : answer
  })
  await upstream({ upstream_url: url })
  const { status, body } = await npm('lodash/-/lodash-4.17.21.tgz')
  expect(status).toBe(502)
  expect(body.error).toMatch(/^The upstream 'npm js' sent another file than it offers as 'lodash-4\.17\.21\.tgz': its sha512 is /)
  expect(await packages()).toEqual([])
})

test.each([
  ['answers 500', async () => new Response('oops', { status: 500 }), 502, /answered 500 to \/world\/open\/lodash\.$/],
  ['breaks off', async () => Promise.reject(new TypeError('fetch failed')), 502, /cannot be reached: fetch failed$/],
  ['sends no JSON', async () => new Response('<html>'), 502, /sent what is no JSON for \/world\/open\/lodash\.$/],
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
