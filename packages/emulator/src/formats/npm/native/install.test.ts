import { expect, test } from 'vitest'
import { registryClient } from '../../../../test/native/registry-client.ts'
import { keys, story } from '../../../../test/story.ts'
import { npmPackage } from '../../../testing.ts'
import { installType } from './metadata.ts'

const registry = 'https://npm.cloudsmith.io/acme/dev'
const lodash = npmPackage({ name: 'lodash', version: '4.17.21', license: 'MIT', dependencies: { tslib: '^2.0.0' } })
const scoped = npmPackage({ name: '@acme/api', version: '1.0.0', license: 'MIT' })

test('npm finds a package, and its tarball where the metadata says', async () => {
  const { emulator } = story()
  const { slug_perm } = await emulator.add('acme/dev', lodash)
  const npm = registryClient(emulator, registry, keys.reader)

  const { body, headers } = await npm('lodash', { headers: { accept: installType } })
  const { dist, dependencies } = body.versions['4.17.21']
  expect(headers.get('content-type')).toBe(installType)
  expect(body['dist-tags']).toEqual({ latest: '4.17.21' })
  expect(dependencies).toEqual({ tslib: '^2.0.0' })
  expect(dist).toMatchObject({ tarball: `${registry}/lodash/-/lodash-4.17.21.tgz`, integrity: expect.stringMatching(/^sha512-/) })

  const tarball = await npm('lodash/-/lodash-4.17.21.tgz')
  expect(tarball.bytes).toEqual(new Uint8Array(lodash.bytes))
  expect(emulator.world.packages.get(slug_perm)?.downloads).toBe(1)
})

test.each(['@acme/api', '@acme%2fapi', '@acme%2Fapi'])('a name with a scope is found as %s', async (path) => {
  const { emulator } = story()
  await emulator.add('acme/dev', scoped)
  const { body } = await registryClient(emulator, registry, keys.reader)(path)
  expect(body.versions['1.0.0'].dist.tarball).toBe(`${registry}/@acme/api/-/api-1.0.0.tgz`)
})

test('a package that is not there is 404, and for those who have not signed in everything is 401', async () => {
  const { emulator } = story()
  expect(await registryClient(emulator, registry, keys.reader)('lodash')).toMatchObject({
    status: 404,
    body: { error: 'Not found.' },
  })
  expect((await registryClient(emulator, registry)('lodash')).status).toBe(401)
  expect((await registryClient(emulator, registry, 'nobody-has-this')('lodash')).status).toBe(401)
  expect((await registryClient(emulator, 'https://npm.cloudsmith.io/acme/none', keys.reader)('lodash')).status).toBe(404)
})

test('what is quarantined is shown, and its tarball is refused with the reason', async () => {
  const { emulator, admin } = story()
  const { slug_perm } = await emulator.add('acme/dev', lodash)
  await admin('POST', `/packages/acme/dev/${slug_perm}/quarantine/`, {})
  const npm = registryClient(emulator, registry, keys.reader)
  expect((await npm('lodash')).status).toBe(200)
  expect(await npm('lodash/-/lodash-4.17.21.tgz')).toMatchObject({ status: 403, body: { error: 'This package is quarantined.' } })
})

test('the token of an entitlement installs, within its limits', async () => {
  const { emulator, admin } = story()
  await emulator.add('acme/dev', lodash)
  await emulator.add('acme/dev', scoped)
  const { body } = await admin('POST', '/entitlements/acme/dev/?show_tokens=true', {
    name: 'one',
    limit_package_query: 'name:lodash',
  })
  const npm = registryClient(emulator, registry, body.token)
  expect((await npm('lodash/-/lodash-4.17.21.tgz')).status).toBe(200)
  expect((await npm('@acme/api')).status).toBe(404)
})

test('npm keeps what it has of a name that has not changed', async () => {
  const { emulator } = story()
  await emulator.add('acme/dev', lodash)
  const npm = registryClient(emulator, registry, keys.reader)
  const etag = (await npm('lodash')).headers.get('etag') ?? ''
  expect((await npm('lodash', { headers: { 'if-none-match': `W/${etag}` } })).status).toBe(304)
  await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.22', license: 'MIT' }))
  expect((await npm('lodash', { headers: { 'if-none-match': etag } })).status).toBe(200)
})

test('a package with a binary, an install script and a lock file of its own says so', async () => {
  const { emulator } = story()
  const manifest = { name: '@acme/tool', version: '1.0.0', bin: 'cli.js', scripts: { postinstall: 'true' }, os: ['linux'] }
  const files = { 'package.json': JSON.stringify(manifest), 'npm-shrinkwrap.json': '{}' }
  await emulator.add('acme/dev', npmPackage({ name: '@acme/tool', version: '1.0.0', files }))
  const { body } = await registryClient(emulator, registry, keys.reader)('@acme%2ftool', { headers: { accept: installType } })
  expect(body.versions['1.0.0']).toMatchObject({
    bin: { tool: 'cli.js' },
    hasInstallScript: true,
    _hasShrinkwrap: true,
    os: ['linux'],
  })
  expect(body.versions['1.0.0']).not.toHaveProperty('scripts')
})

test('of a mirrored package what is known is told, and its bytes are not here', async () => {
  const { emulator } = story()
  const { slug_perm } = await emulator.add('acme/dev', lodash)
  const [file] = emulator.world.packages.get(slug_perm)?.content.files ?? []
  Object.assign(file ?? {}, { told: { ...file?.blob }, blob: undefined })
  const npm = registryClient(emulator, registry, keys.reader)
  expect((await npm('lodash')).body.versions['4.17.21']).toMatchObject({ dependencies: { tslib: '^2.0.0' }, license: 'MIT' })
  expect((await npm('lodash/-/lodash-4.17.21.tgz')).status).toBe(501)
})
