import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { gzip, tar } from '../../format/archive-writers.ts'
import { type DockerImageOptions, dockerImage } from './build.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const small = dockerImage({ name: 'a' })
const image = (files: Record<string, string>, fields = {}) => ({ ...small, bytes: tar(files), fields })

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

test('an index of images for several platforms has their architectures, and no attestation', async () => {
  const platforms = ['amd64', 'arm64', 'unknown'].map((architecture) => ({ platform: { architecture } }))
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
test.each([
  ['no description', image({ 'a.txt': '' }), 'has no manifest.json'],
  ['two images', layout([{}, {}], []), 'index.json has 2 images'],
  ['no image', layout([], []), 'index.json has 0 images'],
  ['a digest of another kind', layout([{ digest: 'md5:00' }], []), 'a descriptor without a SHA-256'],
  ['a digest that leads outside', layout([{ digest: 'sha256:../../etc/passwd' }], []), 'a descriptor without a SHA-256'],
  ['a missing blob', layout([described(manifest)], []), `has no blobs/sha256/${sha256(manifest)}`],
  [
    'a blob with other contents',
    image({ 'index.json': JSON.stringify({ manifests: [described(manifest)] }), [`blobs/sha256/${sha256(manifest)}`]: '{}' }),
    'has another SHA-256',
  ],
  ['another configuration', image({ 'manifest.json': '[{"Config":"aa.json"}]', 'aa.json': '{}' }), 'has another SHA-256'],
  ['no name', layout([described(manifest)], [manifest]), 'name (in the image’s reference or in the request) is missing'],
])('an archive with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
