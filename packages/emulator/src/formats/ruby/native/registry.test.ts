import { createHash } from 'node:crypto'
import { gunzipSync, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { registryClient } from '../../../../test/native/registry-client.ts'
import { keys, story } from '../../../../test/story.ts'
import { createEmulator } from '../../../index.ts'
import { rubyGem } from '../../../testing.ts'
import { readingsOf } from './full-name.ts'
import { infoLine, readInfoLine } from './info-line.ts'

const registry = 'https://dl.cloudsmith.io/basic/acme/dev/ruby'
const pushes = 'https://ruby.cloudsmith.io/acme/dev'
const rack = rubyGem({ name: 'rack', version: '3.0.1', license: 'MIT' })
const api = rubyGem({
  name: 'acme-api',
  version: '1.2.0',
  license: 'MIT',
  dependencies: { rack: '~> 3.0', any: '>= 0' },
  developmentDependencies: { rspec: '>= 3.1' },
  requiredRubyVersion: '>= 3.1',
})
const text = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes)
const digest = (kind: string, content: string | Uint8Array, encoding: 'hex' | 'base64' = 'hex') =>
  createHash(kind).update(content).digest(encoding)
const checksum = (gem: { bytes: Uint8Array }) => `checksum:${digest('sha256', gem.bytes)}`

async function withGems() {
  const { emulator, admin } = story()
  await emulator.add('acme/dev', rack)
  await emulator.add('acme/dev', api)
  return { emulator, admin, gem: registryClient(emulator, registry, keys.reader) }
}

test('the index of a name has a line for each version, with what it needs, its checksum and its Ruby', async () => {
  const { emulator, gem } = await withGems()
  expect(text(await gem('info/acme-api'))).toBe(`---\n1.2.0 any:>= 0,rack:~> 3.0|${checksum(api)},ruby:>= 3.1\n`)
  const linux = rubyGem({ name: 'rack', version: '3.1.0', platform: 'x86_64-linux' })
  await emulator.add('acme/dev', linux)
  expect(text(await gem('info/rack'))).toBe(`---\n3.0.1 |${checksum(rack)}\n3.1.0-x86_64-linux |${checksum(linux)}\n`)
  expect((await gem('info/missing')).status).toBe(404)
  expect((await gem('info/RACK')).status).toBe(404)
})

test('the list of versions has the MD5 of each index', async () => {
  const { gem } = await withGems()
  const lines = text(await gem('versions')).split('\n')
  expect(lines[0]).toMatch(/^created_at: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  const md5 = async (name: string) => digest('md5', (await gem(`info/${name}`)).bytes)
  expect(lines.slice(1)).toEqual(['---', `rack 3.0.1 ${await md5('rack')}`, `acme-api 1.2.0 ${await md5('acme-api')}`, ''])
  expect(text(await gem('names'))).toBe('---\nacme-api\nrack\n')
})

test('what is new stands at the end of the list, which is all that is sent to who has the rest', async () => {
  const { emulator, gem } = await withGems()
  const before = await gem('versions')
  expect(before.headers.get('etag')).toBe(`"${digest('md5', before.bytes)}"`)
  expect(before.headers.get('accept-ranges')).toBe('bytes')
  await emulator.add('acme/dev', rubyGem({ name: 'rack', version: '3.0.2' }))
  const known = { 'If-None-Match': before.headers.get('etag') ?? '', Range: `bytes=${before.bytes.length - 1}-` }
  const more = await gem('versions', { headers: known })
  expect(more.status).toBe(206)
  const whole = text(before) + text(more).slice(1)
  expect(whole).toBe(text(await gem('versions')))
  expect(text(more)).toBe(`\nrack 3.0.2 ${digest('md5', (await gem('info/rack')).bytes)}\n`)
  const size = Buffer.byteLength(whole)
  expect(more.headers.get('content-range')).toBe(`bytes ${before.bytes.length - 1}-${size - 1}/${size}`)
  // Both are for the whole, not for the part.
  expect(more.headers.get('etag')).toBe(`"${digest('md5', whole)}"`)
  expect(more.headers.get('repr-digest')).toBe(`sha-256=:${digest('sha256', whole, 'base64')}:`)
})

test('who has everything gets nothing', async () => {
  const { gem } = await withGems()
  const { headers, bytes } = await gem('versions')
  const same = await gem('versions', { headers: { 'If-None-Match': `W/${headers.get('etag')}`, Range: 'bytes=0-' } })
  expect([same.status, same.bytes.length]).toEqual([304, 0])
  const beyond = await gem('versions', { headers: { Range: `bytes=${bytes.length}-` } })
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`])
})

test.each([
  '1.0 |checksum:abc',
  '1.0-java b:>= 1&< 3,c:~> 2.0|checksum:abc,ruby:>= 2.7&< 4,rubygems:>= 3.0',
  '2.0.pre.rc1 any:>= 0|',
])('the line %s is read, and written again', (line) => {
  const read = readInfoLine(line)
  const dependencies = read?.dependencies.map((one) => ({ ...one, type: 'runtime' as const })) ?? []
  const nothing = { name: 'a', summary: '', authors: [], email: [], licenses: [], metadata: [] }
  const { version = '', platform = '', ruby = [], rubygems = [], sha256 } = read ?? {}
  const rest = { description: undefined, homepage: undefined }
  expect(infoLine({ ...nothing, ...rest, version, platform, ruby, rubygems, dependencies }, sha256)).toBe(line)
})

test.each(['', 'created_at: 2024-04-01', '---'])('the line %j is none', (line) => {
  expect(readInfoLine(line)).toBeUndefined()
})

test('a file may be of several names', () => {
  expect(readingsOf('net-http2-0.18.5')).toEqual([{ name: 'net-http2', version: '0.18.5' }])
  expect(readingsOf('a-2-1.0-java')).toEqual([
    { name: 'a', version: '2' },
    { name: 'a-2', version: '1.0' },
  ])
  expect(readingsOf('-1.0')).toEqual([])
})

test('a gem is downloaded by its whole name, whatever its file was called', async () => {
  const { emulator, gem } = await withGems()
  const other = { ...rubyGem({ name: 'a-2', version: '1.0', platform: 'java' }), filename: 'something.gem' }
  await emulator.add('acme/dev', other)
  expect((await gem('gems/a-2-1.0-java.gem')).bytes).toEqual(new Uint8Array(other.bytes))
  expect((await gem('gems/rack-3.0.1.gem')).bytes).toEqual(new Uint8Array(rack.bytes))
  for (const missing of ['gems/a-2-1.0.gem', 'gems/rack-3.0.gem', 'gems/rack.gem', 'gems/rack-3.0.1', 'quick/Marshal.4.8/x.rz'])
    expect((await gem(missing)).status).toBe(404)
})

test('lists and specifications are there for those who read what Ruby writes', async () => {
  const { emulator, gem } = await withGems()
  await emulator.add('acme/dev', rubyGem({ name: 'rack', version: '3.2.0.rc1' }))
  await emulator.add('acme/dev', rubyGem({ name: 'rack', version: '2.9.9' }))
  const list = async (name: string) => gunzipSync((await gem(`${name}.4.8.gz`)).bytes).toString('latin1')
  const numbers = async (name: string) => (await list(name)).match(/\d+(\.\w+)+/g)
  expect(await numbers('specs')).toEqual(['3.0.1', '1.2.0', '2.9.9'])
  expect(await numbers('latest_specs')).toEqual(['3.0.1', '1.2.0'])
  expect(await numbers('prerelease_specs')).toEqual(['3.2.0.rc1'])
  const packed = (await gem('quick/Marshal.4.8/acme-api-1.2.0.gemspec.rz')).bytes
  const specification = inflateSync(packed).toString('latin1')
  expect(specification).toContain('Gem::Specification')
  for (const said of ['acme-api', '1.2.0', 'rack', '~>', 'rspec', 'development', 'MIT']) expect(specification).toContain(said)
})

test('what is pushed synchronises, once, by those who may', async () => {
  const { emulator, admin } = story()
  const push = (Authorization: string, body: Uint8Array<ArrayBuffer> | string = new Uint8Array(api.bytes)) =>
    registryClient(emulator, pushes)('api/v1/gems', { method: 'POST', body, headers: { Authorization } })
  const pushed = await push(keys.writer)
  expect([pushed.status, text(pushed)]).toEqual([200, 'Successfully registered gem: acme-api (1.2.0)\n'])
  await emulator.settle()
  expect((await admin('GET', '/packages/acme/dev/')).body).toMatchObject([
    { format: 'ruby', name: 'acme-api', version: '1.2.0', filename: 'acme-api-1.2.0.gem', uploader: 'writer' },
  ])
  const again = await push(`Token ${keys.writer}`)
  expect([again.status, text(again)]).toEqual([409, 'acme-api-1.2.0 has been pushed already.\n'])
  const none = await push(`Bearer ${keys.writer}`, 'no gem')
  expect([none.status, text(none)]).toEqual([422, expect.stringMatching(/^This is not a gem: .*\.\n$/)])
  expect((await push(keys.reader)).status).toBe(403)
  expect((await push('nobody-has-this')).status).toBe(401)
  expect((await registryClient(emulator, pushes, keys.writer)('versions')).status).toBe(404)
  expect((await registryClient(emulator, registry, keys.writer)('api/v1/gems', { method: 'POST' })).status).toBe(405)
})

test('what is yanked is in no index any more', async () => {
  const { emulator, gem } = await withGems()
  const yank = (body: string, key: string = keys.admin) =>
    registryClient(emulator, pushes, key)('api/v1/gems/yank', { method: 'DELETE', body })
  expect((await yank('gem_name=rack&version=3.0.1', keys.reader)).status).toBe(403)
  expect((await yank('gem_name=rack&version=3.0.1&platform=java')).status).toBe(404)
  const yanked = await yank('gem_name=rack&version=3.0.1')
  expect([yanked.status, text(yanked)]).toEqual([200, 'Successfully deleted gem: rack (3.0.1)\n'])
  await emulator.settle()
  expect((await gem('info/rack')).status).toBe(404)
  expect(text(await gem('versions'))).not.toContain('rack')
})

test('what is quarantined is in the index, and refused', async () => {
  const { admin, gem } = await withGems()
  const [row] = (await admin('GET', '/packages/acme/dev/?query=name:rack')).body
  await admin('POST', `/packages/acme/dev/${row.slug_perm}/quarantine/`, {})
  expect(text(await gem('info/rack'))).toContain('3.0.1')
  const refused = await gem('gems/rack-3.0.1.gem')
  expect([refused.status, text(refused)]).toEqual([403, expect.stringMatching(/quarantine/i)])
})

test('nobody gets in without a credential', async () => {
  const { emulator } = await withGems()
  const nobody = registryClient(emulator, registry)
  const { status, headers } = await nobody('versions')
  expect([status, headers.get('www-authenticate')]).toEqual([401, 'Basic realm="Cloudsmith"'])
})

test('what a repository lacks is listed, fetched with the checksum of the index, and there without the upstream', async () => {
  const outside = createEmulator({
    workspaces: [
      {
        slug: 'world',
        accounts: [{ slug: 'owner', key: 'owner-key', role: 'Owner' as const }],
        repositories: [{ name: 'open', repository_type_str: 'Public' as const }],
      },
    ],
  })
  for (const one of [rack, api]) await outside.add('world/open', one)
  const { emulator, admin } = story({ origin: 'http://emulator.test', reachUpstreams: outside.fetch })
  const { body: made } = await admin('POST', '/repos/acme/dev/upstream/ruby/', {
    name: 'out',
    upstream_url: 'https://dl.cloudsmith.io/public/world/open/ruby/',
    mode: 'Cache and Proxy',
    is_active: true,
  })
  const gem = registryClient(emulator, 'http://emulator.test/dl/basic/acme/dev/ruby', keys.reader)
  const offered = text(await gem('info/acme-api'))
  expect(offered).toBe(`---\n1.2.0 any:>= 0,rack:~> 3.0|${checksum(api)},ruby:>= 3.1\n`)
  expect(
    text(await gem('versions'))
      .split('\n')
      .slice(2),
  ).toEqual([expect.stringMatching(/^rack 3\.0\.1 [\da-f]{32}$/), `acme-api 1.2.0 ${digest('md5', offered)}`, ''])
  expect(inflateSync((await gem('quick/Marshal.4.8/acme-api-1.2.0.gemspec.rz')).bytes).toString('latin1')).toContain('rack')
  expect((await admin('GET', '/packages/acme/dev/')).body).toEqual([])
  expect((await gem('gems/acme-api-1.2.0.gem')).bytes).toEqual(new Uint8Array(api.bytes))
  await emulator.settle()
  await admin('DELETE', `/repos/acme/dev/upstream/ruby/${made.slug_perm}/`)
  expect(text(await gem('info/acme-api'))).toBe(offered)
  expect((await admin('GET', '/packages/acme/dev/')).body).toMatchObject([
    { name: 'acme-api', filename: 'acme-api-1.2.0.gem', tags: { info: ['out'] }, uploader: 'cloudsmith-o6v' },
  ])
})

test('a version that an index takes back later is not offered', async () => {
  const files: Record<string, string> = {
    '/versions': 'created_at: x\n---\nkept 1.0,1.1-java 0123\ngone 1.0 4567\nkept -1.0 89ab\ngone -1.0 cdef\n',
    '/info/kept': '---\n1.1-java |checksum:abc\n',
  }
  const reach = async (url: string | URL | Request) => {
    const found = files[new URL(String(url)).pathname]
    return found === undefined ? new Response('', { status: 404 }) : new Response(found)
  }
  const { emulator, admin } = story({ origin: 'http://emulator.test', reachUpstreams: reach })
  await admin('POST', '/repos/acme/dev/upstream/ruby/', { name: 'out', upstream_url: 'https://gems.test', is_active: true })
  const gem = registryClient(emulator, 'http://emulator.test/dl/basic/acme/dev/ruby', keys.reader)
  expect(text(await gem('versions'))).toBe('created_at: 1970-01-01T00:00:00.000Z\n---\nkept 1.1-java 89ab\n')
  expect(text(await gem('info/kept'))).toBe(files['/info/kept'])
})

test('gem and Bundler are told of a repository', () => {
  const { emulator } = story()
  const { url, clients, file } = emulator.registry('ruby', 'acme/dev', { as: 'reader' })
  expect(url).toBe(registry)
  expect(file('.gemrc')).toContain(`https://token:${keys.reader}@dl.cloudsmith.io/basic/acme/dev/ruby/`)
  expect(file('.bundle/config')).toBe(`BUNDLE_MIRROR__ALL: https://token:${keys.reader}@dl.cloudsmith.io/basic/acme/dev/ruby/\n`)
  expect(clients[0].environment).toEqual({ RUBYGEMS_HOST: pushes, GEM_HOST_API_KEY: `Token ${keys.reader}` })
})
