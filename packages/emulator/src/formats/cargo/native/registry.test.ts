import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { registryClient } from '../../../../test/native/registry-client.ts'
import { keys, story } from '../../../../test/story.ts'
import { createEmulator } from '../../../index.ts'
import { cargoCrate } from '../../../testing.ts'
import { nameInIndex, pathInIndex } from './metadata.ts'

const registry = 'https://cargo.cloudsmith.io/acme/dev'
const serde = cargoCrate({ name: 'serde', version: '1.0.1', license: 'MIT', dependencies: { syn: '2.0' } })
const sha256 = createHash('sha256').update(serde.bytes).digest('hex')
const text = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes)
const lines = (answer: { bytes: Uint8Array }) =>
  text(answer)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

/** The body of `cargo publish`. */
function publication(name: string, vers: string, deps: object[] = []) {
  const { bytes } = cargoCrate({ name, version: vers, license: 'MIT', dependencies: { syn: '2.0' } })
  const said = Buffer.from(JSON.stringify({ name, vers, deps }))
  const length = (size: number) => {
    const four = Buffer.alloc(4)
    four.writeUInt32LE(size)
    return four
  }
  return { method: 'PUT', body: new Uint8Array(Buffer.concat([length(said.length), said, length(bytes.length), bytes])) }
}

test.each([
  ['a', '1/a'],
  ['ab', '2/ab'],
  ['abc', '3/a/abc'],
  ['Serde_JSON', 'se/rd/serde_json'],
])('%s is in the index at %s', (name, path) => {
  expect(pathInIndex(name)).toBe(path)
  expect(nameInIndex(path.split('/'))).toBe(name.toLowerCase())
  expect(nameInIndex(['xx', ...path.split('/')])).toBeUndefined()
})

test('cargo finds a crate in the index, with its dependencies and features, and downloads it', async () => {
  const { emulator } = story()
  const files = {
    'Cargo.toml': `[package]\nname = "rich"\nversion = "1.0.0"\nrust-version = "1.70"\n[features]\ndefault = ["std"]\nstd = []\nfast = ["dep:simd"]
[dependencies]\nsimd = { version = "0.2", optional = true, default-features = false, features = ["x"] }
[target.'cfg(unix)'.build-dependencies]\nc = { package = "cc", version = "1" }\n`,
  }
  await emulator.add('acme/dev', serde)
  await emulator.add('acme/dev', cargoCrate({ name: 'rich', version: '1.0.0', files }))
  const cargo = registryClient(emulator, registry, keys.reader)
  expect((await cargo('config.json')).body).toEqual({ dl: `${registry}/api/v1/crates`, api: registry, 'auth-required': true })
  expect(lines(await cargo('se/rd/serde'))).toMatchObject([
    {
      name: 'serde',
      vers: '1.0.1',
      cksum: sha256,
      yanked: false,
      deps: [{ name: 'syn', req: '2.0', kind: 'normal', registry: null }],
    },
  ])
  expect(lines(await cargo('ri/ch/rich'))).toMatchObject([
    {
      features: { default: ['std'], std: [] },
      features2: { fast: ['dep:simd'] },
      v: 2,
      rust_version: '1.70',
      deps: [
        { name: 'simd', optional: true, default_features: false, features: ['x'] },
        { name: 'c', package: 'cc', kind: 'build', target: 'cfg(unix)' },
      ],
    },
  ])
  expect((await cargo('api/v1/crates/serde/1.0.1/download')).bytes).toEqual(new Uint8Array(serde.bytes))
  expect((await cargo('mi/ss/missing')).status).toBe(404)
  expect((await cargo('api/v1/crates?q=ser')).body).toMatchObject({ crates: [{ name: 'serde', max_version: '1.0.1' }] })
})

test('a token is taken as cargo sends it, and nobody gets in without one', async () => {
  const { emulator } = story()
  await emulator.add('acme/dev', serde)
  const nobody = registryClient(emulator, registry)
  expect((await nobody('config.json')).status).toBe(401)
  expect((await nobody('se/rd/serde', { headers: { authorization: keys.reader } })).status).toBe(200)
  expect((await nobody('se/rd/serde', { headers: { authorization: 'nobody-has-this' } })).status).toBe(401)
})

test('what cargo publishes synchronises, and keeps where dependencies of other registries are', async () => {
  const { emulator, admin } = story()
  const cargo = registryClient(emulator, registry, keys.writer)
  const elsewhere = 'sparse+https://elsewhere.test/index/'
  expect((await cargo('api/v1/crates/new', publication('api', '1.0.0', [{ name: 'syn', registry: elsewhere }]))).status).toBe(200)
  await emulator.settle()
  expect((await admin('GET', '/packages/acme/dev/')).body).toMatchObject([
    { format: 'cargo', name: 'api', version: '1.0.0', filename: 'api-1.0.0.crate', uploader: 'writer', is_sync_completed: true },
  ])
  expect(lines(await cargo('3/a/api'))[0].deps).toMatchObject([{ name: 'syn', registry: elsewhere }])
  expect(await cargo('api/v1/crates/new', publication('api', '1.0.0'))).toMatchObject({
    status: 409,
    body: { errors: [{ detail: 'api 1.0.0 has been published already.' }] },
  })
  expect((await registryClient(emulator, registry, keys.reader)('api/v1/crates/new', publication('web', '1.0.0'))).status).toBe(
    403,
  )
  for (const body of ['', 'abc', '\u0002\0\0\0{}\u0009\0\0\0'])
    expect((await cargo('api/v1/crates/new', { method: 'PUT', body })).status).toBe(400)
})

test('a version is yanked, and that is taken back', async () => {
  const { emulator } = story()
  await emulator.add('acme/dev', serde)
  const cargo = registryClient(emulator, registry, keys.writer)
  const isYanked = async () => lines(await cargo('se/rd/serde'))[0].yanked
  expect((await cargo('api/v1/crates/serde/1.0.1/yank', { method: 'DELETE' })).status).toBe(200)
  expect(await isYanked()).toBe(true)
  await cargo('api/v1/crates/serde/1.0.1/unyank', { method: 'PUT' })
  expect(await isYanked()).toBe(false)
})

test('what a repository lacks is fetched, kept, and there without the upstream; what is quarantined is refused', async () => {
  const outside = createEmulator({
    workspaces: [
      {
        slug: 'world',
        accounts: [{ slug: 'owner', key: 'owner-key', role: 'Owner' as const }],
        repositories: [{ name: 'open', repository_type_str: 'Public' as const }],
      },
    ],
  })
  await outside.add('world/open', serde)
  const { emulator, admin } = story({ origin: 'http://emulator.test', reachUpstreams: outside.fetch })
  const { body: made } = await admin('POST', '/repos/acme/dev/upstream/cargo/', {
    name: 'out',
    upstream_url: 'https://cargo.cloudsmith.io/world/open',
    mode: 'Cache and Proxy',
    is_active: true,
  })
  const cargo = registryClient(emulator, 'http://emulator.test/cargo/acme/dev', keys.reader)
  const offered = lines(await cargo('se/rd/serde'))
  expect((await cargo('api/v1/crates/serde/1.0.1/download')).bytes).toEqual(new Uint8Array(serde.bytes))
  await emulator.settle()
  await admin('DELETE', `/repos/acme/dev/upstream/cargo/${made.slug_perm}/`)
  expect(lines(await cargo('se/rd/serde'))).toEqual(offered)
  const [row] = (await admin('GET', '/packages/acme/dev/')).body
  expect(row).toMatchObject({ name: 'serde', tags: { info: ['out'] }, uploader: 'cloudsmith-o6v' })
  await admin('POST', `/packages/acme/dev/${row.slug_perm}/quarantine/`, {})
  expect((await cargo('api/v1/crates/serde/1.0.1/download')).status).toBe(403)
})

test('cargo finds its token wherever it works: the file with it counts at home alone', () => {
  const { clients } = story().emulator.registry('cargo', 'acme/dev', { as: 'reader' })
  expect(clients[0].environment).toEqual({ CARGO_REGISTRIES_ACME_DEV_TOKEN: keys.reader })
})
