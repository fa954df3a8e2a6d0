import { expect, test } from 'vitest'
import { json } from '../../../test/json.ts'
import { digestOf, imageClient } from '../../../test/native/image-client.ts'
import { keys, story } from '../../../test/story.ts'
import { descriptor, ociImage } from '../../formats/docker/build.ts'
import { bounds } from './pushes.ts'

const image = (label: string) => ociImage({ name: 'api', files: { label }, labels: { label } })
const codeOf = async (answer: Response) => [answer.status, (await json(answer)).errors[0].code]
const imageType = 'application/vnd.oci.image.manifest.v1+json'
const indexType = 'application/vnd.oci.image.index.v1+json'

/** A repository, and a client that pushes to it. */
function registry() {
  const told = story()
  const client = imageClient(told.emulator)
  const rows = async () => (await told.admin('GET', '/packages/acme/dev/?sort=date')).body
  return { ...told, ...client, rows }
}

/** An artefact: a manifest of any type, which may refer to another one. */
function artefact(kind: string, subject?: { digest: string; size: number }) {
  const content = `what a ${kind} says`
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: imageType,
    artifactType: kind,
    config: descriptor('application/vnd.oci.empty.v1+json', '{}'),
    layers: [descriptor('text/plain', content)],
    ...(subject && { subject: { mediaType: imageType, ...subject } }),
    annotations: { kind },
  })
  return { mediaType: imageType, manifest, blobs: [manifest, '{}', content] }
}

test('what is pushed is a package: it synchronises, is scanned, and is pulled by others once it has', async () => {
  const { push, ask, rows, emulator } = registry()
  const pushed = image('one')

  const digest = await push('acme/dev/team/api', '1.0', pushed)

  const mine = await ask('acme/dev/team/api/manifests/1.0', { method: 'HEAD' })
  expect([mine.status, mine.headers.get('docker-content-digest')]).toEqual([200, digest])
  expect((await ask('acme/dev/team/api/manifests/1.0', { key: keys.reader })).status).toBe(404)
  await emulator.settle()
  expect(await rows()).toMatchObject([
    {
      format: 'docker',
      name: 'team/api',
      version: digest.slice('sha256:'.length),
      uploader: 'writer',
      tags: { version: ['1.0'] },
      is_sync_completed: true,
      security_scan_status: 'Scan Detected No Vulnerabilities',
    },
  ])
  const pulled = await ask('acme/dev/team/api/manifests/1.0', { key: keys.reader })
  expect(await pulled.text()).toBe(pushed.manifest)
  for (const blob of pushed.blobs.slice(1)) {
    const answer = await ask(`acme/dev/team/api/blobs/${digestOf(blob)}`, { key: keys.reader })
    expect(digestOf(new Uint8Array(await answer.arrayBuffer()))).toBe(digestOf(blob))
  }
})

test('a blob comes in parts, each after the last; one out of order is told how much has come', async () => {
  const { ask, begin } = registry()
  const at = await begin('acme/dev/api')
  const part = (range: string, body: string) => ask(at, { method: 'PATCH', headers: { 'Content-Range': range }, body })

  const first = await part('0-4', 'hello')
  expect([first.status, first.headers.get('range')]).toEqual([202, '0-4'])
  const early = await part('7-11', 'world')
  expect([early.status, early.headers.get('range'), early.headers.get('location')]).toEqual([416, '0-4', at])
  expect((await part('5-6', ', ')).headers.get('range')).toBe('0-6')
  const told = await ask(at)
  expect([told.status, told.headers.get('range')]).toEqual([204, '0-6'])
  const whole = await ask(`${at}?digest=${digestOf('hello, world')}`, { method: 'PUT', body: 'world' })

  expect([whole.status, whole.headers.get('location')]).toEqual([201, `/v2/acme/dev/api/blobs/${digestOf('hello, world')}`])
  expect(await (await ask(`acme/dev/api/blobs/${digestOf('hello, world')}`)).text()).toBe('hello, world')
  const rest = await ask(`acme/dev/api/blobs/${digestOf('hello, world')}`, { headers: { Range: 'bytes=7-' } })
  expect([rest.status, rest.headers.get('content-range'), await rest.text()]).toEqual([206, 'bytes 7-11/12', 'world'])
  expect(await codeOf(await ask(at))).toEqual([404, 'BLOB_UPLOAD_UNKNOWN'])
})

test('a blob is taken at once, or over from another image that the caller may read', async () => {
  const { ask, push } = registry()
  const once = await ask(`acme/dev/api/blobs/uploads/?digest=${digestOf('at once')}`, { method: 'POST', body: 'at once' })
  expect([once.status, once.headers.get('docker-content-digest')]).toEqual([201, digestOf('at once')])

  const pushed = image('shared')
  await push('acme/dev/base', '1', pushed)
  const [, config = ''] = pushed.blobs
  const mount = (from: string) => ask(`acme/dev/api/blobs/uploads/?mount=${digestOf(config)}&from=${from}`, { method: 'POST' })
  expect((await mount('acme/dev/nothing')).status).toBe(202)
  expect((await mount('acme/none/base')).status).toBe(202)
  expect((await mount('acme/dev/base')).status).toBe(201)
  expect((await ask(`acme/dev/api/blobs/${digestOf(config)}`)).status).toBe(200)
})

test.each([
  ['a blob that is another than its digest', 'blobs/uploads/', 'x', `?digest=${digestOf('y')}`, 'DIGEST_INVALID'],
  ['a digest that is none', 'blobs/uploads/', 'x', '?digest=md5:0', 'DIGEST_INVALID'],
])('%s is refused', async (_, path, body, query, code) => {
  const { ask } = registry()
  expect(await codeOf(await ask(`acme/dev/api/${path}${query}`, { method: 'POST', body }))).toEqual([400, code])
})

test('a manifest is refused that is none, is another, or names what has not come', async () => {
  const { pushManifest, pushBlob } = registry()
  const { manifest, mediaType } = image('lost')
  const put = async (reference: string, said: string, kind = mediaType) =>
    codeOf(await pushManifest('acme/dev/api', reference, { mediaType: kind, manifest: said }))

  expect(await put('1', manifest)).toEqual([400, 'MANIFEST_BLOB_UNKNOWN'])
  expect(await put('1', 'no JSON')).toEqual([400, 'MANIFEST_INVALID'])
  expect(await put('1', '{"schemaVersion":1}')).toEqual([400, 'MANIFEST_INVALID'])
  expect(await put('1', manifest, indexType)).toEqual([400, 'MANIFEST_INVALID'])
  expect(await put('-not-a-tag', manifest)).toEqual([400, 'MANIFEST_INVALID'])
  expect(await put(digestOf('another'), manifest)).toEqual([400, 'DIGEST_INVALID'])
  const index = { schemaVersion: 2, mediaType: indexType, manifests: [descriptor(mediaType, manifest)] }
  expect(await put('1', JSON.stringify(index), indexType)).toEqual([400, 'MANIFEST_BLOB_UNKNOWN'])
  const config = { schemaVersion: 2, mediaType, config: { ...descriptor('a/b', '{}'), size: 7 }, layers: [] }
  await pushBlob('acme/dev/api', '{}')
  expect(await put('1', JSON.stringify(config))).toEqual([400, 'MANIFEST_INVALID'])
  expect(await put('1', ' '.repeat(bounds.manifest + 1))).toEqual([413, 'SIZE_INVALID'])
})

test('an index is a package beside those of its platforms, which have no tags', async () => {
  const { push, pushManifest, rows, emulator } = registry()
  const platforms = ['amd64', 'arm64'].map((architecture) => ociImage({ name: 'api', architecture }))
  for (const one of platforms) await push('acme/dev/api', digestOf(one.manifest), one)
  const manifests = platforms.map((one, at) => ({
    ...descriptor(one.mediaType, one.manifest),
    platform: { os: 'linux', architecture: at === 0 ? 'amd64' : 'arm64' },
  }))
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests })
  expect((await pushManifest('acme/dev/api', '2.0', { mediaType: indexType, manifest })).status).toBe(201)
  await emulator.settle()

  const found = await rows()
  expect(found).toHaveLength(3)
  expect(found.map(({ tags }: { tags: object }) => tags)).toEqual([{}, {}, { version: ['2.0'] }])
  expect(found[2].architectures).toMatchObject([{ name: 'amd64' }, { name: 'arm64' }])
})

test('a tag means the image that it was pushed to last; what is pushed again is no second package', async () => {
  const { push, ask, rows, emulator } = registry()
  const first = await push('acme/dev/api', '1', image('one'))
  await push('acme/dev/api', 'stable', image('one'))
  await emulator.settle()
  const second = await push('acme/dev/api', 'stable', image('two'))
  await emulator.settle()

  expect((await rows()).map(({ tags }: { tags: object }) => tags)).toEqual([{ version: ['1'] }, { version: ['stable'] }])
  const digestAt = async (tag: string) =>
    (await ask(`acme/dev/api/manifests/${tag}`, { method: 'HEAD' })).headers.get('docker-content-digest')
  expect([await digestAt('1'), await digestAt('stable')]).toEqual([first, second])
})

test('a copy keeps its tags when those of the original move on', async () => {
  const { push, ask, rows, admin, emulator } = registry()
  await admin('POST', '/repos/acme/', { name: 'later' })
  const first = await push('acme/dev/api', 'stable', image('one'))
  await emulator.settle()
  const [row] = await rows()
  await admin('POST', `/packages/acme/dev/${row.slug_perm}/copy/`, { destination: 'later' })
  await emulator.settle()
  await push('acme/dev/api', 'stable', image('two'))
  const { headers } = await ask('acme/later/api/manifests/stable', { method: 'HEAD', key: keys.admin })
  expect(headers.get('docker-content-digest')).toBe(first)
})

test('tags and images are listed in pages that lead on', async () => {
  const { push, ask, emulator } = registry()
  for (const tag of ['c', 'a', 'b']) await push('acme/dev/api', tag, image(tag))
  await push('acme/dev/web', '1', image('web'))
  await emulator.settle()

  const first = await ask('acme/dev/api/tags/list?n=2')
  expect(await json(first)).toEqual({ name: 'acme/dev/api', tags: ['a', 'b'] })
  const [, next = ''] = /^<(.+)>; rel="next"$/.exec(first.headers.get('link') ?? '') ?? []
  const second = await ask(next)
  expect([await json(second), second.headers.get('link')]).toEqual([{ name: 'acme/dev/api', tags: ['c'] }, null])
  expect((await json(await ask('acme/dev/api/tags/list?n=0'))).tags).toEqual([])
  expect(await json(await ask('acme/dev/_catalog'))).toEqual({ repositories: ['acme/dev/api', 'acme/dev/web'] })
  expect(await json(await ask('acme/dev/_catalog?last=acme/dev/api'))).toEqual({ repositories: ['acme/dev/web'] })
})

test('a chart is an artefact, and a signature is found by what it is about', async () => {
  const { push, pushManifest, pushBlob, ask, emulator } = registry()
  const chart = artefact('application/vnd.cncf.helm.config.v1+json')
  const digest = await push('acme/dev/chart', '1.0.0', chart)
  const about = { digest, size: chart.manifest.length }
  const signature = artefact('application/vnd.dev.cosign', about)
  for (const blob of signature.blobs.slice(1)) await pushBlob('acme/dev/chart', blob)
  const answer = await pushManifest('acme/dev/chart', digestOf(signature.manifest), signature)
  expect([answer.status, answer.headers.get('oci-subject')]).toEqual([201, digest])
  await emulator.settle()

  const found = await ask(`acme/dev/chart/referrers/${digest}`, { key: keys.reader })
  expect([found.headers.get('content-type'), await json(found)]).toEqual([
    indexType,
    {
      schemaVersion: 2,
      mediaType: indexType,
      manifests: [
        {
          ...descriptor(imageType, signature.manifest),
          artifactType: 'application/vnd.dev.cosign',
          annotations: { kind: 'application/vnd.dev.cosign' },
        },
      ],
    },
  ])
  const others = await ask(`acme/dev/chart/referrers/${digest}?artifactType=application/else`)
  expect([others.headers.get('oci-filters-applied'), (await json(others)).manifests]).toEqual(['artifactType', []])
  expect((await json(await ask(`acme/dev/chart/referrers/${digestOf('nothing')}`))).manifests).toEqual([])
})

test('a tag is taken away, and an image deleted, by those who may', async () => {
  const { push, ask, emulator } = registry()
  const digest = await push('acme/dev/api', '1', image('one'))
  await emulator.settle()
  const remove = (reference: string, key: string = keys.admin) =>
    ask(`acme/dev/api/manifests/${reference}`, { method: 'DELETE', key })

  expect(await codeOf(await remove(digest, keys.reader))).toEqual([403, 'DENIED'])
  expect((await remove('1')).status).toBe(202)
  expect(await codeOf(await remove('1'))).toEqual([404, 'MANIFEST_UNKNOWN'])
  expect((await ask(`acme/dev/api/manifests/${digest}`)).status).toBe(200)
  expect((await remove(digest)).status).toBe(202)
  expect((await ask(`acme/dev/api/manifests/${digest}`)).status).toBe(404)
})

test('pushes are for those who may write, by tokens that were asked for it', async () => {
  const { ask, admin, emulator } = registry()
  const begin = (key: string) => ask('acme/dev/api/blobs/uploads/', { method: 'POST', key })
  expect(await codeOf(await begin(keys.reader))).toEqual([403, 'DENIED'])
  expect(await codeOf(await begin(keys.nobody))).toEqual([404, 'NAME_UNKNOWN'])
  expect(await codeOf(await begin('wrong'))).toEqual([401, 'UNAUTHORIZED'])
  const { body } = await admin('POST', '/entitlements/acme/dev/?show_tokens=true', { name: 'customer' })
  expect(await codeOf(await begin(body.token))).toEqual([403, 'DENIED'])
  const nobody = await emulator.fetch('https://docker.cloudsmith.io/v2/acme/dev/api/blobs/uploads/', { method: 'POST' })
  expect(nobody.headers.get('www-authenticate')).toContain('scope="repository:acme/dev/api:pull,push"')

  const tokenFor = async (scope: string) => (await json(await ask(`token?scope=${scope}`))).token
  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })
  const pushWith = async (scope: string) =>
    ask('acme/dev/api/blobs/uploads/', { method: 'POST', headers: bearer(await tokenFor(scope)) })
  const short = await pushWith('repository:acme/dev/api:pull')
  expect([short.status, short.headers.get('www-authenticate')]).toEqual([
    401,
    expect.stringContaining('error="insufficient_scope"'),
  ])
  expect((await pushWith('repository:acme/dev/other:pull,push')).status).toBe(401)
  expect((await pushWith('repository:acme/dev/api:pull,push')).status).toBe(202)
})

test('what a push leaves behind is forgotten after an hour, and there is only so much of it', async () => {
  const { ask, begin, pushBlob, emulator } = registry()
  const at = await begin('acme/dev/api')
  await pushBlob('acme/dev/api', 'left behind')
  const blob = `acme/dev/api/blobs/${digestOf('left behind')}`
  expect((await ask(blob)).status).toBe(200)
  await emulator.clock.advance(bounds.idle + 1)
  expect([(await ask(at)).status, (await ask(blob)).status]).toEqual([404, 404])

  for (let count = 0; count < bounds.uploads; count++) await begin('acme/dev/api')
  expect(await codeOf(await ask('acme/dev/api/blobs/uploads/', { method: 'POST' }))).toEqual([429, 'TOOMANYREQUESTS'])
  const told = { 'Content-Length': String(bounds.blob + 1) }
  const long = await ask(`acme/dev/api/blobs/uploads/?digest=${digestOf('x')}`, { method: 'POST', body: 'x', headers: told })
  expect(await codeOf(long)).toEqual([413, 'SIZE_INVALID'])
})

test('a layer that is too long to be copied often comes out as it went in', async () => {
  const { push, ask, emulator } = registry()
  const long = new Uint8Array(3 * 2 ** 20).map((_, index) => index % 251)
  const config = '{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}'
  const layers = [descriptor('application/vnd.oci.image.layer.v1.tar', long)]
  const kind = 'application/vnd.oci.image.config.v1+json'
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType: imageType, config: descriptor(kind, config), layers })
  await push('acme/dev/long', '1', { mediaType: imageType, manifest, blobs: [manifest, config, long] })
  await emulator.settle()
  const pulled = await ask(`acme/dev/long/blobs/${digestOf(long)}`, { key: keys.reader })
  expect(digestOf(new Uint8Array(await pulled.arrayBuffer()))).toBe(digestOf(long))
  const end = await ask(`acme/dev/long/blobs/${digestOf(long)}`, {
    key: keys.reader,
    headers: { Range: `bytes=${long.length - 3}-` },
  })
  expect(new Uint8Array(await end.arrayBuffer())).toEqual(long.subarray(-3))
})
