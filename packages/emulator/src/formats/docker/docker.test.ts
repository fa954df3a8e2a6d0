import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { gzip, tar } from '../../format/archive-writers.ts'
import { type DockerImageOptions, dockerImage } from './build.ts'

const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')
const small = dockerImage({ name: 'a' })
const image = (files: Record<string, string | Uint8Array>, fields = {}) => ({ ...small, bytes: tar(files), fields })

/** An OCI layout whose index describes these blobs. */
function layout(descriptors: readonly object[], blobs: readonly string[], fields = {}) {
  const stored = Object.fromEntries(blobs.map((blob) => [`blobs/sha256/${sha256(blob)}`, blob]))
  return image({ 'index.json': JSON.stringify({ manifests: descriptors }), ...stored }, fields)
}
const described = (content: string, more = {}) => ({ digest: `sha256:${sha256(content)}`, ...more })

const options: DockerImageOptions = {
  name: 'acme/api',
  tag: '1.2',
  architecture: 'arm64',
  labels: { 'org.opencontainers.image.licenses': 'MIT', 'org.opencontainers.image.description': 'An API.' },
  files: { 'app/server': 'x' },
}

test.each(['oci', 'docker'] as const)('an image that was built is read back, layout %s', async (kind) => {
  const facts = await factsOf(dockerImage({ ...options, layout: kind }))
  expect(facts).toMatchObject({
    name: 'acme/api',
    license: 'MIT',
    description: 'An API.',
    architectures: ['arm64'],
    dependencies: [],
    identifiers: { docker_tag: '1.2', docker_layer_digest: expect.stringMatching(/^sha256:[\da-f]{64}$/) },
    typeDisplay: 'image',
  })
  expect(facts.version).toMatch(/^[\da-f]{64}$/)
  expect(facts.identifiers.docker_image_digest).toBe(`sha256:${facts.version}`)
  expect(facts.ecosystem).toBeUndefined()
})

test('another file in a layer is another version; a gzipped archive is the same one', async () => {
  const original = dockerImage(options)
  const { version } = await factsOf(original)
  expect((await factsOf(dockerImage({ ...options, files: { 'app/server': 'y' } }))).version).not.toBe(version)
  expect((await factsOf({ ...original, bytes: gzip(original.bytes) })).version).toBe(version)
})

test.each([
  ['plain', (layer: Uint8Array) => layer],
  ['compressed', gzip],
])('of a gzipped archive, layers are checked that are %s', async (_, packed) => {
  const layer = tar({ noise: Buffer.from(sha256('noise').repeat(10_000)) })
  const archive = (stored: Uint8Array) => {
    const config = JSON.stringify({ rootfs: { diff_ids: [`sha256:${sha256(layer)}`] } })
    const manifest = JSON.stringify([{ Config: `${sha256(config)}.json`, RepoTags: ['a:1'], Layers: ['layer.tar'] }])
    return tar({ 'layer.tar': packed(stored), [`${sha256(config)}.json`]: config, 'manifest.json': manifest })
  }
  const facts = await factsOf({ ...small, bytes: archive(layer) })
  expect(await factsOf({ ...small, bytes: gzip(archive(layer)) })).toEqual(facts)
  expect(await reasonOf({ ...small, bytes: gzip(archive(tar({}))) })).toContain('layer.tar has another SHA-256')
})

test('an index of images for several platforms has their architectures, and no attestation', async () => {
  const platforms = ['amd64', 'arm64', 'unknown'].map((architecture) => described(architecture, { platform: { architecture } }))
  const index = JSON.stringify({ manifests: platforms })
  const annotations = { 'org.opencontainers.image.ref.name': '2.0' }
  expect(await factsOf(layout([described(index, { annotations })], [index], { name: 'acme/api' }))).toMatchObject({
    name: 'acme/api',
    version: sha256(index),
    architectures: ['amd64', 'arm64'],
    identifiers: { docker_tag: '2.0' },
  })
})

test.each([
  ['registry.example.org:5000/acme/api:1', 'acme/api', '1'],
  ['localhost/api:1', 'api', '1'],
  ['acme/api:1', 'acme/api', '1'],
  ['api:latest', 'api', 'latest'],
  ['docker.io/library/api:1', 'api', '1'],
  ['docker.io/acme/library/api:1', 'acme/library/api', '1'],
  ['registry.example.org/library/api:1', 'library/api', '1'],
  ['acme/api:1@sha256:00', 'acme/api', '1'],
])('%s is %s with the tag %s', async (reference, name, tag) => {
  const config = '{}'
  const path = `${sha256(config)}.json`
  const manifest = JSON.stringify([{ Config: path, RepoTags: [reference] }])
  expect(await factsOf(image({ [path]: config, 'manifest.json': manifest }))).toMatchObject({
    name,
    identifiers: { docker_tag: tag },
  })
})

const manifest = '{"layers":[]}'

test('one image with several tags is read, whichever way they are told; of several names the first counts', async () => {
  const tags = ['acme/api:1', 'acme/api:latest', 'other/api:2']
  const config = '{}'
  const saved = image({ 'a.json': config, 'manifest.json': JSON.stringify([{ Config: 'a.json', RepoTags: tags }]) })
  const descriptors = tags.map((tag) => described(manifest, { annotations: { 'io.containerd.image.name': `docker.io/${tag}` } }))
  for (const fixture of [saved, layout(descriptors, [manifest])])
    expect(await factsOf(fixture)).toMatchObject({ name: 'acme/api', identifiers: { docker_tag: '1 latest' } })
})

test.each([
  ['api-1.2.tar', {}, 'api', '1.2'],
  ['API.tar.gz', {}, 'api', undefined],
  ['api-1.2.tar', { name: 'acme/api' }, 'acme/api', undefined],
])('an image without a name in %s, asked for %o, is %s with the tag %s', async (filename, fields, name, tag) => {
  const facts = await factsOf({ ...layout([described(manifest)], [manifest], fields), filename })
  expect([facts.name, facts.identifiers.docker_tag]).toEqual([name, tag])
})

test('a tag alone goes with a name from elsewhere', async () => {
  const annotations = { 'org.opencontainers.image.ref.name': '2.0' }
  const facts = await factsOf({ ...layout([described(manifest, { annotations })], [manifest]), filename: 'api-1.2.tar' })
  expect([facts.name, facts.identifiers.docker_tag]).toEqual(['api', '2.0'])
})

describe('layers', () => {
  const layer = tar({ a: '' })
  const config = (...diffs: Uint8Array[]) =>
    JSON.stringify({ rootfs: { diff_ids: diffs.map((each) => `sha256:${sha256(each)}`) } })
  const saved = (parts: Record<string, string | Uint8Array>, layers: readonly string[], ...diffs: Uint8Array[]) =>
    image({
      ...parts,
      'a.json': config(...diffs),
      'manifest.json': JSON.stringify([{ Config: 'a.json', RepoTags: ['a:1'], Layers: layers }]),
    })
  const named = (...layers: object[]) => {
    const content = JSON.stringify({ layers })
    return layout([described(content)], [content], { name: 'a' })
  }

  test('may be compressed, and be a link where an image has one twice', async () => {
    const compressed = saved({ 'a.tar.gz': gzip(layer) }, ['a.tar.gz', 'b/layer.tar'], layer, layer)
    expect((await factsOf(compressed)).identifiers.docker_layer_digest).toBe(`sha256:${sha256(layer)} sha256:${sha256(layer)}`)
  })

  test('may be missing where they have an address of their own', async () => {
    expect(await factsOf(named(described('x', { urls: ['https://example.org/x'] })))).toMatchObject({ name: 'a' })
  })

  test.each([
    ['missing', saved({}, ['b/layer.tar'], layer), 'the archive has no b/layer.tar'],
    [
      'of another image',
      saved({ 'b.tar': tar({ b: '' }) }, ['b.tar'], layer),
      'b.tar has another SHA-256 than the configuration says',
    ],
    ['more than the configuration has', saved({ 'b.tar': layer }, ['b.tar']), 'has 1 layers, and the configuration 0'],
    ['missing in a layout', named(described('x')), `the archive has no blobs/sha256/${sha256('x')}`],
  ])('that are %s are refused', async (_, fixture, reason) => {
    expect(await reasonOf(fixture)).toContain(reason)
  })
})

test('what is written for older versions has to be the same image', async () => {
  const [config, other] = ['{}', '{"architecture":"arm64"}']
  const content = JSON.stringify({ config: described(config), layers: [] })
  const saved = (text: string) => ({
    'index.json': JSON.stringify({ manifests: [described(content)] }),
    'manifest.json': JSON.stringify([{ Config: `blobs/sha256/${sha256(text)}`, RepoTags: ['a:1'], Layers: [] }]),
    ...Object.fromEntries([config, other, content].map((blob) => [`blobs/sha256/${sha256(blob)}`, blob])),
  })
  expect(await factsOf(image(saved(config), { name: 'a' }))).toMatchObject({ version: sha256(content) })
  expect(await reasonOf(image(saved(other), { name: 'a' }))).toContain(`${sha256(other)}, to which index.json does not lead`)
})

test('a large layer that is named over and over is summed up once', async () => {
  const large = 'x'.repeat(4_000_000)
  const layered = (layers: number) => {
    const content = JSON.stringify({ layers: Array(layers).fill(described(large)) })
    return layout([described(content)], [content, large], { name: 'a' })
  }
  expect(await factsOf(layered(900))).toMatchObject({ name: 'a' })
  expect(await reasonOf(layered(20_000))).toContain('docker_layer_digest has 1439999 characters, more than the 65536 allowed')
})

test('an index may name images that are elsewhere, but of those that are there all has to be there', async () => {
  const broken = JSON.stringify({ layers: [described('x')] })
  const index = JSON.stringify({ manifests: [described(broken, { platform: { architecture: 'arm64' } })] })
  expect(await factsOf(layout([described(index)], [index], { name: 'a' }))).toMatchObject({ architectures: ['arm64'] })
  expect(await reasonOf(layout([described(index)], [index, broken], { name: 'a' }))).toContain(
    `the archive has no blobs/sha256/${sha256('x')}`,
  )
})

test.each([
  ['no description', image({ 'a.txt': '' }), 'has no manifest.json'],
  ['two images', layout([described('a'), described('b')], []), 'index.json has 2 images instead of one: save each in'],
  ['two saved images', image({ 'manifest.json': '[{},{}]' }), 'manifest.json has 2 images instead of one: save each in'],
  [
    'a blob of another size',
    layout([described(manifest, { size: 1 })], [manifest]),
    'has 13 bytes, but 1 according to its descriptor',
  ],
  ['no image', layout([], []), 'index.json has 0 images'],
  ['a digest of another kind', layout([{ digest: 'md5:00' }], []), 'a descriptor without a SHA-256'],
  ['a digest that leads outside', layout([{ digest: 'sha256:../../etc/passwd' }], []), 'a descriptor without a SHA-256'],
  ['a missing blob', layout([described(manifest)], []), `has no blobs/sha256/${sha256(manifest)}`],
  [
    'a blob with other contents',
    image({ 'index.json': JSON.stringify({ manifests: [described(manifest)] }), [`blobs/sha256/${sha256(manifest)}`]: '{}' }),
    'has another SHA-256',
  ],
  [
    'another configuration',
    image({ 'manifest.json': JSON.stringify([{ Config: `${sha256('a')}.json` }]), [`${sha256('a')}.json`]: '{}' }),
    'has another SHA-256',
  ],
  ['no JSON', image({ 'manifest.json': '[' }), 'manifest.json is not valid JSON'],
])('an archive with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
