import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { registryClient } from '../../../../test/native/registry-client.ts'
import { keys, story } from '../../../../test/story.ts'
import { npmPackage } from '../../../testing.ts'

const registry = 'https://npm.cloudsmith.io/acme/dev'

/** The body of `npm publish`. */
function publication(name: string, version: string, { tag = 'latest', ...changes }: { tag?: string; shasum?: string } = {}) {
  const { bytes } = npmPackage({ name, version, license: 'MIT', description: `About ${name}` })
  const shasum = createHash('sha1').update(bytes).digest('hex')
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`
  const body = {
    _id: name,
    name,
    'dist-tags': { [tag]: version },
    versions: { [version]: { name, version, dist: { shasum, integrity, ...changes } } },
    access: null,
    _attachments: {
      [`${name}-${version}.tgz`]: { content_type: 'application/octet-stream', data: Buffer.from(bytes).toString('base64') },
    },
  }
  return { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

const json = (body: unknown, method = 'PUT') => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

function npmStory() {
  const told = story()
  const npm = registryClient(told.emulator, registry, keys.writer)
  const published = async (name: string, version: string, options = {}) => {
    const answer = await npm(encodeURIComponent(name), publication(name, version, options))
    await told.emulator.settle()
    return answer
  }
  return { ...told, npm, published, tags: async (name: string) => (await npm(`-/package/${name}/dist-tags`)).body }
}

test('what npm publishes synchronises, is scanned, and can be installed', async () => {
  const { npm, published, admin } = npmStory()
  expect((await published('@acme/api', '1.0.0')).status).toBe(201)
  expect((await admin('GET', '/packages/acme/dev/')).body).toMatchObject([
    {
      format: 'npm',
      name: '@acme/api',
      version: '1.0.0',
      filename: 'acme-api-1.0.0.tgz',
      uploader: 'writer',
      is_sync_completed: true,
      security_scan_status: 'Scan Detected No Vulnerabilities',
    },
  ])
  expect((await npm('@acme/api/-/api-1.0.0.tgz')).status).toBe(200)
})

test('a proof of origin, as npm sends it with --provenance, does not keep a package from being published', async () => {
  const { npm } = npmStory()
  const { method, headers, body } = publication('api', '1.0.0')
  const sent = JSON.parse(body)
  const proof = { content_type: 'application/vnd.dev.sigstore.bundle.v0.3+json', data: '{"dsseEnvelope":{}}' }
  sent._attachments = { 'api-1.0.0.sigstore': proof, ...sent._attachments }
  expect((await npm('api', { method, headers, body: JSON.stringify(sent) })).status).toBe(201)
})

test('two tarballs are not published at a time', async () => {
  const { npm } = npmStory()
  const { method, headers, body } = publication('api', '1.0.0')
  const sent = JSON.parse(body)
  sent._attachments['api-1.0.1.tgz'] = sent._attachments['api-1.0.0.tgz']
  expect((await npm('api', { method, headers, body: JSON.stringify(sent) })).status).toBe(400)
})

test('a version is published once', async () => {
  const { published } = npmStory()
  await published('api', '1.0.0')
  expect(await published('api', '1.0.0')).toMatchObject({ status: 409, body: { error: 'api 1.0.0 has been published already.' } })
})

test('a tarball that did not arrive as it was sent is refused', async () => {
  const { published, admin } = npmStory()
  const answer = await published('api', '1.0.0', { shasum: '0'.repeat(40) })
  expect(answer).toMatchObject({ status: 400, body: { error: 'The tarball does not have the checksum that was sent with it.' } })
  expect((await admin('GET', '/packages/acme/dev/')).body).toEqual([])
})

test('who may only read cannot publish, and tokens of entitlements cannot either', async () => {
  const { emulator, admin } = npmStory()
  const { body } = await admin('POST', '/entitlements/acme/dev/?show_tokens=true', { name: 'one' })
  expect((await registryClient(emulator, registry, keys.reader)('api', publication('api', '1.0.0'))).status).toBe(403)
  expect((await registryClient(emulator, registry, body.token)('api', publication('api', '1.0.0'))).status).toBe(401)
})

test('a tag means one version: the one that it was given last', async () => {
  const { admin, npm, published, tags } = npmStory()
  await published('api', '1.0.0')
  await published('api', '2.0.0-rc.1', { tag: 'next' })
  expect(await tags('api')).toEqual({ latest: '2.0.0-rc.1', next: '2.0.0-rc.1' })
  await admin('PATCH', '/repos/acme/dev/', { tag_pre_releases_as_latest: false })
  expect(await tags('api')).toEqual({ latest: '1.0.0', next: '2.0.0-rc.1' })
  await published('api', '2.0.0-rc.2', { tag: 'next' })
  expect(await tags('api')).toEqual({ latest: '1.0.0', next: '2.0.0-rc.2' })
  expect((await npm('-/package/api/dist-tags/next', json('1.0.0'))).body).toEqual({ latest: '1.0.0', next: '1.0.0' })
  expect((await npm('-/package/api/dist-tags/next', { method: 'DELETE' })).body).toEqual({ latest: '1.0.0' })
})

test('latest is the highest version, unless somebody says otherwise', async () => {
  const { npm, published, tags } = npmStory()
  await published('api', '2.0.0')
  await published('api', '1.0.1')
  expect(await tags('api')).toEqual({ latest: '2.0.0' })
  expect((await npm('-/package/api/dist-tags/latest', json('1.0.1'))).body).toEqual({ latest: '1.0.1' })
  expect((await npm('api/latest')).body.version).toBe('1.0.1')
})

test('what could be a range of versions is no tag', async () => {
  const { npm, published } = npmStory()
  await published('api', '1.0.0')
  expect(await npm('-/package/api/dist-tags/1.x', json('1.0.0'))).toMatchObject({
    status: 400,
    body: { error: '"1.x" cannot be a tag: it is a range of versions.' },
  })
})

test('a version is deprecated, which nothing but an empty reason takes back', async () => {
  const { npm, published } = npmStory()
  await published('api', '1.0.0')
  const { body: told } = await npm('api')
  const saying = (deprecated: string) => json({ ...told, versions: { '1.0.0': { ...told.versions['1.0.0'], deprecated } } })
  expect((await npm('api', saying('Too old.'))).status).toBe(200)
  expect((await npm('api')).body.versions['1.0.0'].deprecated).toBe('Too old.')
  await npm('api', saying(''))
  expect((await npm('api')).body.versions['1.0.0']).not.toHaveProperty('deprecated')
})

test('a version, and then the rest, is unpublished by those who may delete', async () => {
  const { emulator, npm, published } = npmStory()
  const admin = registryClient(emulator, registry, keys.admin)
  await published('api', '1.0.0')
  await published('api', '1.1.0')
  await published('api', '1.2.0')
  const { _rev } = (await npm('api')).body
  expect((await admin(`api/-/api-1.1.0.tgz/-rev/${_rev}`, { method: 'DELETE' })).status).toBe(200)
  await emulator.settle()
  expect(Object.keys((await npm('api')).body.versions)).toEqual(['1.0.0', '1.2.0'])
  expect((await admin(`api/-rev/${_rev}`, { method: 'DELETE' })).status).toBe(200)
  await emulator.settle()
  expect((await npm('api')).status).toBe(404)
})

test('names are found by words of name and description', async () => {
  const { npm, published } = npmStory()
  await published('api', '1.0.0')
  await published('api', '1.1.0')
  await published('web', '1.0.0')
  const { body } = await npm('-/v1/search?text=about%20ap')
  expect(body).toMatchObject({ total: 1, objects: [{ package: { name: 'api', version: '1.1.0', description: 'About api' } }] })
})

test('npm is told who it is, and signs in with a name and a key', async () => {
  const { emulator, npm } = npmStory()
  expect((await npm('-/whoami')).body).toEqual({ username: 'writer' })
  const signIn = (password: string) =>
    registryClient(emulator, registry)('-/user/org.couchdb.user:writer', json({ name: 'writer', password }))
  expect(await signIn(keys.writer)).toMatchObject({ status: 201, body: { token: keys.writer } })
  expect((await signIn('wrong')).status).toBe(401)
})

test('npm audit is told what the advisories say of the versions that a project has', async () => {
  const { emulator, npm } = npmStory()
  const bulk = '-/npm/v1/security/advisories/bulk'
  const asked = { minimist: ['1.2.5', '1.2.8'], api: ['1.0.0'] }
  const packed = { method: 'POST', headers: { 'content-encoding': 'gzip' }, body: gzipSync(JSON.stringify(asked)) }
  const { body } = await npm(bulk, packed)
  expect(body).toEqual({
    minimist: [expect.objectContaining({ id: 'CVE-2021-44906', severity: 'critical', vulnerable_versions: '1.2.5' })],
  })
  expect((await registryClient(emulator, registry)(bulk, packed)).status).toBe(401)
  expect((await npm(bulk, { ...packed, body: 'not packed' })).status).toBe(400)
})
