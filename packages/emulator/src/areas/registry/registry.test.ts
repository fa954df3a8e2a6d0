import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { json } from '../../../test/json.ts'
import { keys, story } from '../../../test/story.ts'
import { tar } from '../../format/archive-writers.ts'
import { ociImage, ociLayout } from '../../formats/docker/build.ts'
import { type EmulatorOptions, realClock } from '../../index.ts'
import { serve } from '../../server.ts'
import { dockerImage, dockerIndex } from '../../testing.ts'

const basic = (password: string, user = 'token') => ({ Authorization: `Basic ${btoa(`${user}:${password}`)}` })
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })
const sha256 = (bytes: ArrayBuffer) => `sha256:${createHash('sha256').update(new Uint8Array(bytes)).digest('hex')}`
const indexType = 'application/vnd.oci.image.index.v1+json'

/** A repository with an image for two platforms, and a client of its registry. */
async function registry(options: EmulatorOptions = {}) {
  const told = story(options)
  const { emulator } = told
  const { index, images } = dockerIndex({ name: 'team/api', tag: '1.2' })
  const row = await emulator.add('acme/dev', index)
  const rows = [row]
  for (const image of images) rows.push(await emulator.add('acme/dev', image))
  const at = (path: string) => `https://docker.cloudsmith.io/v2/${path}`
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    emulator.fetch(at(path), { headers, method })
  return { ...told, row, rows, ask, manifest: (reference: string) => `acme/dev/team/api/manifests/${reference}` }
}

test('an image is pulled as docker does: challenge, token, manifests by tag and by digest, blobs', async () => {
  const { ask, manifest, row, rows } = await registry()

  const refused = await ask(manifest('1.2'))
  expect(refused.status).toBe(401)
  expect(refused.headers.get('www-authenticate')).toBe(
    'Bearer realm="https://docker.cloudsmith.io/v2/token",service="docker.cloudsmith.io",scope="repository:acme/dev/team/api:pull"',
  )
  const { token, expires_in } = await json(await ask('token?service=docker.cloudsmith.io', basic(keys.reader, 'anybody')))
  expect([token === keys.reader, expires_in]).toEqual([false, 300])

  const answer = await ask(manifest('1.2'), bearer(token))
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, indexType])
  const bytes = await answer.arrayBuffer()
  expect(answer.headers.get('docker-content-digest')).toBe(sha256(bytes))
  expect(sha256(bytes)).toBe(`sha256:${row.version}`)
  const { manifests } = JSON.parse(new TextDecoder().decode(bytes))
  expect(manifests.map(({ digest }: { digest: string }) => digest)).toEqual(
    rows.slice(1).map(({ version }) => `sha256:${version}`),
  )

  const image = await json(await ask(manifest(manifests[0].digest), bearer(token)))
  const config = await ask(`acme/dev/team/api/blobs/${image.config.digest}`, bearer(token))
  expect(sha256(await config.arrayBuffer())).toBe(image.config.digest)
})

test('an image that was saved with two tags is pulled by either, and has both', async () => {
  const { ask, emulator, admin } = await registry()
  const layout = ociLayout(ociImage({ name: 'twice' }), 'twice:1')
  const { manifests } = JSON.parse(String(layout['index.json']))
  const again = { ...manifests[0], annotations: { 'io.containerd.image.name': 'docker.io/library/twice:stable' } }
  const archive = tar({ ...layout, 'index.json': JSON.stringify({ schemaVersion: 2, manifests: [...manifests, again] }) })

  const row = await emulator.add('acme/dev', { ...dockerImage({ name: 'twice' }), bytes: archive })

  expect((await admin('GET', `/packages/acme/dev/${row.slug_perm}/`)).body.tags).toMatchObject({ version: ['1', 'stable'] })
  for (const tag of ['1', 'stable', `sha256:${row.version}`])
    expect((await ask(`acme/dev/twice/manifests/${tag}`, basic(keys.reader))).status).toBe(200)
})

test('the tags of a name are listed, as tools do before they look at an image', async () => {
  const { ask } = await registry()
  expect((await ask('acme/dev/team/api/tags/list')).status).toBe(401)
  expect(await json(await ask('acme/dev/team/api/tags/list', basic(keys.reader)))).toEqual({
    name: 'acme/dev/team/api',
    tags: ['1.2', '1.2-amd64', '1.2-arm64'],
  })
  expect((await ask('acme/dev/other/tags/list', basic(keys.reader))).status).toBe(404)
})

test('HEAD tells digest and size without the bytes; pulls of manifests are counted', async () => {
  const { ask, manifest, row, admin } = await registry()
  const answer = await ask(manifest(`sha256:${row.version}`), basic(keys.reader), 'HEAD')
  expect([answer.status, answer.headers.get('docker-content-digest'), await answer.text()]).toEqual([
    200,
    `sha256:${row.version}`,
    '',
  ])
  expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(100)
  await ask(manifest('1.2'), basic(keys.reader))
  expect((await admin('GET', `/packages/acme/dev/${row.slug_perm}/`)).body.downloads).toBe(1)
})

test('a token opens nothing that its owner may not open, and not for long', async () => {
  const { ask, manifest, emulator } = await registry()
  const tokenOf = async (headers = {}) => (await json(await ask('token', headers))).token

  expect((await ask('token', basic('wrong'))).status).toBe(401)
  expect((await ask(manifest('1.2'), basic('wrong'))).status).toBe(401)
  expect((await ask(manifest('1.2'), bearer(await tokenOf()))).status).toBe(401)
  expect((await ask(manifest('1.2'), bearer(await tokenOf(basic(keys.nobody))))).status).toBe(404)
  const token = await tokenOf(basic(keys.reader))
  expect((await ask('', bearer(token))).status).toBe(200)
  await emulator.clock.advance(300_000)
  expect((await ask('', bearer(token))).status).toBe(401)
})

test('a token is good for as long as clients are told, by their own clock, however fast the emulator is', async () => {
  const { ask, emulator } = await registry({ clock: realClock() })
  const { token, issued_at } = await json(await ask('token', basic(keys.reader)))
  await emulator.clock.advance(3_600_000)
  expect((await ask('', bearer(token))).status).toBe(200)
  const again = await json(await ask('token', basic(keys.reader)))
  expect(Date.parse(again.issued_at) - Date.parse(issued_at)).toBeLessThan(3_600_000)
})

test('anybody pulls from a public repository, and the token of an entitlement from a private one within its limits', async () => {
  const { ask, manifest, admin } = await registry()
  const { body } = await admin('POST', '/entitlements/acme/dev/?show_tokens=true', { name: 'customer', limit_num_downloads: 1 })
  expect((await ask(manifest('1.2'), basic(body.token))).status).toBe(200)
  expect((await ask(manifest('1.2'), basic(body.token))).status).toBe(403)
  await admin('PATCH', '/repos/acme/dev/', { repository_type_str: 'Public' })
  expect((await ask(manifest('1.2'))).status).toBe(200)
})

test('what is quarantined is denied; what is not there is unknown, in the words of the protocol', async () => {
  const { ask, manifest, admin, row, emulator } = await registry()
  await emulator.add('acme/dev', dockerImage({ name: 'saved', layout: 'docker' }))
  await admin('POST', `/packages/acme/dev/${row.slug_perm}/quarantine/`, {})
  const codes = async (path: string, method = 'GET') => {
    const answer = await ask(path, basic(keys.admin), method)
    return [answer.status, (await json(answer)).errors[0].code]
  }
  expect(await codes(manifest('1.2'))).toEqual([403, 'DENIED'])
  expect(await codes(manifest('9'))).toEqual([404, 'MANIFEST_UNKNOWN'])
  expect(await codes(manifest(`sha256:${'0'.repeat(64)}`))).toEqual([404, 'MANIFEST_UNKNOWN'])
  expect(await codes('acme/dev/saved/manifests/latest')).toEqual([404, 'MANIFEST_UNKNOWN'])
  expect(await codes(`acme/dev/team/api/blobs/sha256:${'0'.repeat(64)}`)).toEqual([404, 'BLOB_UNKNOWN'])
  expect(await codes('acme/dev/other/manifests/1')).toEqual([404, 'NAME_UNKNOWN'])
  expect(await codes('acme/dev/%0a%22/manifests/1')).toEqual([404, 'NAME_UNKNOWN'])
  expect(await codes('acme/none/team/api/manifests/1.2')).toEqual([404, 'NAME_UNKNOWN'])
  expect(await codes(`acme/dev/team/api/blobs/sha256:${'0'.repeat(64)}`, 'DELETE')).toEqual([405, 'UNSUPPORTED'])
})

test('docker, which knows hosts only, pulls from the address of a server as it is', async () => {
  const { emulator, manifest } = await registry()
  const server = await serve(emulator, { control: false })
  try {
    const told = await fetch(`${server.url}/v2/`)
    expect(told.status).toBe(401)
    const [, realm = ''] = /realm="([^"]+)"/.exec(told.headers.get('www-authenticate') ?? '') ?? []
    const { token } = await json(await fetch(realm, { headers: basic(keys.reader) }))
    const pulled = await fetch(`${server.url}/v2/${manifest('1.2')}`, { headers: bearer(token) })
    expect([pulled.status, pulled.headers.get('content-type')]).toEqual([200, indexType])
    const pushed = await fetch(`${server.url}/v2/acme/dev/team/api/blobs/uploads/`, { method: 'POST', headers: bearer(token) })
    expect(pushed.status).toBe(403)
    // The paths of the second version of the API start the same way.
    const policies = await fetch(`${server.url}/v2/workspaces/acme/policies/`, { headers: { 'X-Api-Key': keys.admin } })
    expect(policies.status).toBe(200)
    expect((await story().emulator.fetch('https://api.cloudsmith.io/v2/')).status).toBe(404)
  } finally {
    await server.close()
  }
})

test('over HTTP the registry is below a path of the one host', async () => {
  const { emulator, manifest } = await registry()
  const server = await serve(emulator, { control: false })
  try {
    const refused = await fetch(`${server.url}/docker/v2/${manifest('1.2')}`)
    expect(refused.headers.get('www-authenticate')).toContain(`realm="${server.url}/docker/v2/token"`)
    const { token } = await json(await fetch(`${server.url}/docker/v2/token`, { headers: basic(keys.reader) }))
    expect((await fetch(`${server.url}/docker/v2/${manifest('1.2')}`, { headers: bearer(token) })).status).toBe(200)
  } finally {
    await server.close()
  }
})

test('images of connected repositories are pulled as own ones are', async () => {
  const { emulator, ask, admin } = await registry()
  await admin('POST', '/repos/acme/', { name: 'shared' })
  await admin('POST', '/repos/acme/dev/connected/', { target_repository: 'shared', priority: 1, is_active: true })
  await emulator.add('acme/shared', dockerImage({ name: 'base', tag: '1' }))
  expect((await ask('acme/dev/base/manifests/1', basic(keys.reader))).status).toBe(200)
  expect((await json(await ask('acme/dev/_catalog', basic(keys.reader)))).repositories).toContain('acme/dev/base')
})
