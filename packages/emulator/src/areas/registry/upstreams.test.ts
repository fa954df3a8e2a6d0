import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { json } from '../../../test/json.ts'
import { digestOf, imageClient } from '../../../test/native/image-client.ts'
import { keys, story } from '../../../test/story.ts'
import { createEmulator } from '../../emulator.ts'
import { ociImage } from '../../formats/docker/build.ts'
import { dockerImage, dockerIndex } from '../../testing.ts'

const reader = { key: keys.reader }
const pulled = ociImage({ name: 'api', tag: '1.0', files: { app: 'hello' } })
const [, config = '', layer = ''] = pulled.blobs
const api = dockerImage({ name: 'api', tag: '1.0', files: { app: 'hello' } })

type Visibility = 'Public' | 'Private'

/** An external registry with images, and a repository with it as an upstream. */
async function between(mode: string, { visibility = 'Public' as Visibility, settings = {} } = {}) {
  const outside = createEmulator({
    workspaces: [
      {
        slug: 'world',
        accounts: [{ slug: 'owner', key: 'owner-key', role: 'Owner' }],
        repositories: [{ name: 'open', repository_type_str: visibility }],
      },
    ],
  })
  const asked: { url: string; authorization: string | null }[] = []
  const reach = (async (input, init) => {
    asked.push({ url: String(input), authorization: new Headers(init?.headers).get('authorization') })
    return outside.fetch(input, init)
  }) as typeof fetch
  const told = story({ origin: 'http://emulator.test', reachUpstreams: reach })
  const { ask } = imageClient(told.emulator, 'http://emulator.test/docker')
  const upstream = {
    name: 'Outer Hub',
    upstream_url: outside.registry('docker', 'world/open').url,
    mode,
    is_active: true,
    ...settings,
  }
  const { body } = await told.admin('POST', '/repos/acme/dev/upstream/docker/', upstream)
  const rows = async () => (await told.admin('GET', '/packages/acme/dev/?sort=date')).body
  return { ...told, outside, ask, rows, asked, upstream: `/repos/acme/dev/upstream/docker/${body.slug_perm}/` }
}

test('an image that is not here is fetched, kept as a package, scanned, and there when the upstream is gone', async () => {
  const { outside, ask, rows, admin, emulator, upstream } = await between('Cache and Proxy')
  await outside.add('world/open', api)

  const manifest = await ask('acme/dev/api/manifests/1.0', reader)
  expect([manifest.status, await manifest.text()]).toEqual([200, pulled.manifest])
  const early = await ask(`acme/dev/api/blobs/${digestOf(layer)}`, reader)
  expect(digestOf(new Uint8Array(await early.arrayBuffer()))).toBe(digestOf(layer))
  await emulator.settle()
  expect(await rows()).toMatchObject([
    {
      name: 'api',
      version: digestOf(pulled.manifest).slice('sha256:'.length),
      tags: { info: ['outer-hub'], version: ['1.0'] },
      uploader: 'cloudsmith-o6v',
      is_sync_completed: true,
      security_scan_status: 'Scan Detected No Vulnerabilities',
      downloads: 1,
    },
  ])
  await admin('DELETE', upstream)
  for (const path of ['manifests/1.0', `manifests/${digestOf(pulled.manifest)}`, `blobs/${digestOf(config)}`])
    expect((await ask(`acme/dev/api/${path}`, reader)).status).toBe(200)
})

test('of an image for several platforms, those are kept that somebody pulled', async () => {
  const { outside, ask, rows, emulator } = await between('Cache and Proxy')
  const { index, images } = dockerIndex({ name: 'team/api', tag: '2' })
  for (const each of [index, ...images]) await outside.add('world/open', each)

  const { manifests } = await json(await ask('acme/dev/team/api/manifests/2', reader))
  expect((await ask(`acme/dev/team/api/manifests/${manifests[1].digest}`, reader)).status).toBe(200)
  await emulator.settle()

  expect((await rows()).map(({ version }: { version: string }) => `sha256:${version}`)).toEqual([
    expect.any(String),
    manifests[1].digest,
  ])
})

test('an upstream that passes on keeps nothing', async () => {
  const { outside, ask, rows } = await between('Proxy Only')
  await outside.add('world/open', api)
  expect(await (await ask('acme/dev/api/manifests/1.0', reader)).text()).toBe(pulled.manifest)
  const blob = await ask(`acme/dev/api/blobs/${digestOf(config)}`, reader)
  expect(await blob.text()).toBe(config)
  expect((await ask(`acme/dev/api/blobs/${digestOf('another')}`, reader)).status).toBe(404)
  expect(await rows()).toEqual([])
})

test('an upstream that is private is signed in to with what its settings have', async () => {
  const settings = { auth_mode: 'Username and Password', auth_username: 'token', auth_secret: 'owner-key' }
  const { outside, ask, asked } = await between('Cache and Proxy', { visibility: 'Private', settings })
  await outside.add('world/open', api)
  expect((await ask('acme/dev/api/manifests/1.0', reader)).status).toBe(200)
  expect(new Set(asked.map(({ authorization }) => authorization))).toEqual(new Set([`Basic ${btoa('token:owner-key')}`]))
})

test.each([
  ['itself, which sees the credentials', 'https://hub.example.com', `Basic ${btoa('me:secret')}`],
  ['somebody else, who sees none', 'https://auth.example.com', null],
])('a token that an upstream wants is asked of %s', async (_, giver, shown) => {
  const token = 'for-anybody'
  const seen: string[] = []
  const reach = (async (input, init) => {
    const [url, authorization] = [new URL(String(input)), new Headers(init?.headers).get('authorization')]
    seen.push(`${url.origin}${url.pathname} ${authorization}`)
    if (url.pathname === '/token') return Response.json({ token })
    if (authorization === `Bearer ${token}`) return new Response(pulled.manifest)
    const challenge = `Bearer realm="${giver}/token",service="hub",scope="repository:api:pull"`
    return new Response(null, { status: 401, headers: { 'WWW-Authenticate': challenge } })
  }) as typeof fetch
  const { emulator, admin } = story({ origin: 'http://emulator.test', reachUpstreams: reach })
  const settings = { auth_mode: 'Username and Password', auth_username: 'me', auth_secret: 'secret' }
  const upstream = { name: 'hub', upstream_url: 'https://hub.example.com', mode: 'Proxy Only', is_active: true, ...settings }
  await admin('POST', '/repos/acme/dev/upstream/docker/', upstream)
  const { ask } = imageClient(emulator, 'http://emulator.test/docker')

  expect((await ask('acme/dev/api/manifests/1.0', reader)).status).toBe(200)
  expect(seen).toEqual([
    `https://hub.example.com/v2/api/manifests/1.0 Basic ${btoa('me:secret')}`,
    `${giver}/token ${shown}`,
    `https://hub.example.com/v2/api/manifests/1.0 Bearer ${token}`,
  ])
})

test.each([
  ['a manifest is another than its digest', `manifests/${digestOf(pulled.manifest)}`, new Response('{}'), 502],
  ['what it has is no manifest', 'manifests/1.0', new Response('{}'), 502],
  ['it refuses', 'manifests/1.0', new Response('', { status: 500 }), 502],
  ['it has none', 'manifests/1.0', new Response('', { status: 404 }), 404],
])('nothing is kept where %s', async (_, path, answer, status) => {
  const { emulator, admin } = story({ origin: 'http://emulator.test', reachUpstreams: async () => answer })
  const upstream = { name: 'hub', upstream_url: 'https://hub.example.com', mode: 'Cache and Proxy', is_active: true }
  await admin('POST', '/repos/acme/dev/upstream/docker/', upstream)
  const { ask } = imageClient(emulator, 'http://emulator.test/docker')
  const refused = await ask(`acme/dev/api/${path}`, reader)
  expect([refused.status, (await json(refused)).errors]).toEqual([status, [expect.any(Object)]])
  expect((await admin('GET', '/packages/acme/dev/')).body).toEqual([])
})

test('nothing is kept where a layer is another than its digest', async () => {
  const reach = (async (input) =>
    new Response(String(input).includes('/manifests/') ? pulled.manifest : 'tampered')) as typeof fetch
  const { emulator, admin } = story({ origin: 'http://emulator.test', reachUpstreams: reach })
  const upstream = { name: 'hub', upstream_url: 'https://hub.example.com', mode: 'Cache and Proxy', is_active: true }
  await admin('POST', '/repos/acme/dev/upstream/docker/', upstream)
  const refused = await imageClient(emulator, 'http://emulator.test/docker').ask('acme/dev/api/manifests/1.0', reader)
  expect([refused.status, (await json(refused)).errors[0].message]).toEqual([502, expect.stringContaining('SHA-256')])
  expect((await admin('GET', '/packages/acme/dev/')).body).toEqual([])
})

test('an upstream may be a folder of saved images, which it keeps and does not pass on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-images-'))
  try {
    await writeFile(join(folder, 'anything.tar'), api.bytes)
    await writeFile(join(folder, 'other.tar'), dockerImage({ name: 'api', tag: '2.0', files: { app: 'other' } }).bytes)
    await writeFile(join(folder, 'notes.txt'), 'no image')
    const { emulator, admin } = story({ upstreamFolder: folder })
    const upstream = { name: 'saved', upstream_url: 'https://folder.localhost/', is_active: true }
    const { body } = await admin('POST', '/repos/acme/dev/upstream/docker/', { ...upstream, mode: 'Proxy Only' })
    const { ask } = imageClient(emulator)
    expect((await ask('acme/dev/api/manifests/1.0', reader)).status).toBe(502)
    await admin('PATCH', `/repos/acme/dev/upstream/docker/${body.slug_perm}/`, { mode: 'Cache and Proxy' })
    expect(await (await ask('acme/dev/api/manifests/1.0', reader)).text()).toBe(pulled.manifest)
    expect((await ask('acme/dev/api/manifests/3.0', reader)).status).toBe(404)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
