import { describe, expect, test } from 'vitest'
import { story } from '../../../test/story.ts'
import { npmPackage, rawFile } from '../../testing.ts'

describe('a repository', () => {
  test('is made with a slug of its name, found, changed and deleted in a while', async () => {
    const { emulator, admin } = story()

    const { status, body } = await admin('POST', '/repos/acme/', { name: 'Release Candidates', repository_type_str: 'Private' })

    expect(status).toBe(201)
    expect(body).toMatchObject({
      slug: 'release-candidates',
      is_private: true,
      copy_packages: 'Read',
      move_packages: 'Admin',
      package_count: 0,
    })
    expect((await admin('GET', '/repos/acme/')).body).toHaveLength(4)
    expect((await admin('GET', '/repos/')).headers.get('x-pagination-count')).toBe('4')
    expect((await admin('PATCH', '/repos/acme/release-candidates/', { slug: 'rc', copy_packages: 'Admin' })).body).toMatchObject({
      slug: 'rc',
      copy_packages: 'Admin',
      name: 'Release Candidates',
    })
    expect((await admin('GET', '/repos/acme/release-candidates/')).status).toBe(404)
    await emulator.add('acme/rc', rawFile({ bytes: 'abc' }))
    expect((await admin('GET', '/repos/acme/rc/')).body).toMatchObject({ package_count: 1, size: 3, size_str: '3 bytes' })
    expect((await admin('DELETE', '/repos/acme/rc/')).status).toBe(200)
    expect((await admin('GET', '/repos/acme/rc/')).status).toBe(200)
    await emulator.settle()
    expect((await admin('GET', '/repos/acme/rc/')).status).toBe(404)
  })

  test.each([
    [{}, 'name'],
    [{ name: 'dev' }, 'slug'],
    [{ name: '!' }, 'name'],
    [{ name: 'a'.repeat(51) }, 'name'],
    [{ name: 'ok', repository_type_str: 'Open-Source' }, 'repository_type_str'],
    [{ name: 'ok', storage_region: 'moon' }, 'storage_region'],
    [{ name: 'ok', copy_packages: 'None' }, 'copy_packages'],
    [{ name: 'ok', copy_own: 'yes' }, 'copy_own'],
  ])('is not made of %j', async (body, field) => {
    const { admin } = story()
    const answer = await admin('POST', '/repos/acme/', body)
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid', detail: 'Invalid input.' } })
    expect(Object.keys(answer.body.fields)).toEqual([field])
  })

  test('is made by owners and managers', async () => {
    const { writer } = story()
    expect((await writer('POST', '/repos/acme/', { name: 'mine' })).status).toBe(403)
  })
})

describe('privileges', () => {
  test('give rights in one repository: the greatest counts', async () => {
    const { admin, nobody } = story()
    const list = () => nobody('GET', '/packages/acme/dev/')
    expect((await list()).status).toBe(404)

    expect(
      (await admin('PUT', '/repos/acme/dev/privileges', { privileges: [{ user: 'nobody', privilege: 'Read' }] })).status,
    ).toBe(204)
    expect((await list()).status).toBe(200)
    expect((await nobody('GET', '/packages/acme/staging/')).status).toBe(404)
    await admin('POST', '/orgs/acme/teams/', { name: 'all' })
    await admin('PATCH', '/repos/acme/dev/privileges', {
      privileges: [
        { user: 'nobody', privilege: 'Write' },
        { team: 'all', privilege: 'Read' },
      ],
    })
    const { body, headers } = await admin('GET', '/repos/acme/dev/privileges')
    expect(body.privileges).toEqual([
      { user: 'nobody', privilege: 'Write' },
      { team: 'all', privilege: 'Read' },
    ])
    expect(headers.get('x-pagination-count')).toBeNull()
    expect((await nobody('POST', '/files/acme/dev/', { filename: 'a' })).status).toBe(202)
    await admin('PATCH', '/repos/acme/staging/', { default_privilege: 'Read' })
    expect((await nobody('GET', '/packages/acme/staging/')).status).toBe(200)
  })

  test('are for those who exist', async () => {
    const { admin } = story()
    const set = (grant: object) => admin('PUT', '/repos/acme/dev/privileges', { privileges: [grant] })
    expect((await set({ user: 'stranger', privilege: 'Read' })).body.fields.privileges['0']).toHaveProperty('user')
    expect((await set({ team: 'strangers', privilege: 'Read' })).body.fields.privileges['0']).toHaveProperty('team')
    expect((await set({ privilege: 'Read' })).status).toBe(422)
    expect((await set({ user: 'nobody', privilege: 'King' })).status).toBe(422)
  })

  test('let uploaders act on their own packages', async () => {
    const { emulator, writer } = story()
    const mine = await emulator.add('acme/dev', rawFile({ name: 'a', bytes: 'a' }), { uploader: 'writer' })
    const others = await emulator.add('acme/dev', rawFile({ name: 'b', bytes: 'b' }), { uploader: 'admin' })
    expect((await writer('DELETE', `/packages/acme/dev/${others.slug_perm}/`)).status).toBe(403)
    expect((await writer('DELETE', `/packages/acme/dev/${mine.slug_perm}/`)).status).toBe(204)
  })
})

describe('retention', () => {
  const version = (name: string, number: string) => npmPackage({ name, version: number })

  test('deletes what is beyond the count when a package arrives, by copy too, and never the newest', async () => {
    const { emulator, admin, publish } = story()
    const rules = { retention_enabled: true, retention_count_limit: 2, retention_days_limit: 0, retention_group_by_name: true }
    expect((await admin('PATCH', '/repos/acme/staging/retention/', rules)).body).toMatchObject(rules)
    await emulator.add('acme/staging', version('other', '1.0.0'))
    for (const number of ['1.0.0', '1.1.0', '1.2.0']) {
      await emulator.clock.advance(1000)
      const pkg = await publish(version('app', number))
      await admin('POST', `/packages/acme/dev/${pkg.slug_perm}/copy/`, { destination: 'staging' })
      await emulator.settle()
    }

    const { body } = await admin('GET', '/packages/acme/staging/?sort=name,version')
    expect(body.map((pkg: { name: string; version: string }) => `${pkg.name} ${pkg.version}`)).toEqual([
      'app 1.1.0',
      'app 1.2.0',
      'other 1.0.0',
    ])
    expect((await admin('GET', '/repos/acme/dev/')).body.package_count).toBe(3)
  })

  test('counts days from the arrival, and bytes from the highest version', async () => {
    const { emulator, admin, publish } = story()
    await admin('PATCH', '/repos/acme/dev/retention/', {
      retention_enabled: true,
      retention_count_limit: 0,
      retention_days_limit: 10,
    })
    await emulator.add('acme/dev', version('old', '1.0.0'))
    await emulator.clock.advance(11 * 24 * 3_600_000)
    await publish(version('new', '1.0.0'))
    expect((await admin('GET', '/packages/acme/dev/')).body).toMatchObject([{ name: 'new' }])

    const { size } = await publish(version('new', '2.0.0'))
    await admin('PATCH', '/repos/acme/dev/retention/', { retention_size_limit: size * 2 + 8, retention_days_limit: 0 })
    await publish(version('new', '1.5.0'))
    expect((await admin('GET', '/packages/acme/dev/?sort=version')).body).toMatchObject([
      { version: '1.5.0' },
      { version: '2.0.0' },
    ])
  })

  test('has limits of its own', async () => {
    const { admin } = story()
    const answer = await admin('PATCH', '/repos/acme/dev/retention/', {
      retention_count_limit: 10_001,
      retention_days_limit: -1,
      retention_package_query_string: null,
    })
    expect(Object.keys(answer.body.fields)).toEqual(['retention_count_limit', 'retention_days_limit'])
    expect((await admin('PATCH', '/repos/acme/dev/retention/', { retention_package_query_string: 'name:(' })).status).toBe(422)
    expect((await admin('GET', '/repos/acme/dev/retention/')).body.retention_enabled).toBe(false)
  })
})

describe('upstreams', () => {
  test.each([
    ['npm', {}, { trust_level: 'Trusted' }],
    ['deb', { distro_versions: ['debian/bookworm'] }, { component: 'main', verification_status: 'Unknown' }],
    ['alpine', {}, { rsa_verification: 'Allow All' }],
    [
      'docker',
      { auth_mode: 'Certificate and Key', auth_certificate: 'c', auth_certificate_key: 'k' },
      { auth_mode: 'Certificate and Key' },
    ],
    ['rpm', { distro_version: 'el/9' }, { include_sources: false }],
    ['generic', {}, { upstream_prefix: '-' }],
    ['huggingface', { auth_mode: 'Token' }, { auth_mode: 'Token' }],
  ])('of %s are made, changed and removed, and keep their secrets', async (format, own, shown) => {
    const { admin } = story()
    const path = `/repos/acme/dev/upstream/${format}/`
    const given = {
      name: 'Origin',
      upstream_url: 'https://example.com/registry',
      is_active: true,
      auth_secret: 'hush',
      ...own,
    }

    const { status, body } = await admin('POST', path, given)

    expect(status).toBe(201)
    expect(body).toMatchObject({ mode: 'Proxy Only', is_active: true, disable_reason: 'N/A', ...shown })
    expect(Object.keys(body).filter((name) => /secret|certificate/.test(name))).toEqual([])
    expect((await admin('POST', path, given)).status).toBe(500)
    expect((await admin('GET', path)).body).toMatchObject([{ slug_perm: body.slug_perm }])
    expect((await admin('PATCH', `${path}${body.slug_perm}/`, { is_active: false })).body).toMatchObject({
      is_active: false,
      available: false,
      name: 'Origin',
    })
    expect((await admin('PUT', `${path}${body.slug_perm}/`, { ...given, name: 'Whole' })).body).toMatchObject({
      is_active: true,
      name: 'Whole',
    })
    expect((await admin('DELETE', `${path}${body.slug_perm}/`)).status).toBe(204)
    expect((await admin('GET', `${path}${body.slug_perm}/`)).status).toBe(404)
  })

  test('are not active where nobody says so', async () => {
    const { admin } = story()
    const settings = { name: 'Origin', upstream_url: 'https://example.com/registry' }
    const { body } = await admin('POST', '/repos/acme/dev/upstream/dart/', settings)
    expect(body).toMatchObject({ is_active: false, available: false, verify_ssl: true, mode: 'Proxy Only', auth_mode: 'None' })
    const path = `/repos/acme/dev/upstream/dart/${body.slug_perm}/`
    expect((await admin('PATCH', path, { is_active: true })).body).toMatchObject({ is_active: true, available: true })
    expect((await admin('PUT', path, settings)).body).toMatchObject({ is_active: false })
  })

  test('refuse what their format does not have', async () => {
    const { admin, writer } = story()
    const create = (format: string, body: object, send = admin) =>
      send('POST', `/repos/acme/dev/upstream/${format}/`, { name: 'Origin', upstream_url: 'https://example.com/', ...body })
    expect((await create('nix', { mode: 'Cache Only' })).body.fields).toHaveProperty('mode')
    expect((await create('python', { auth_mode: 'Token' })).body.fields).toHaveProperty('auth_mode')
    expect((await create('deb', {})).body.fields).toEqual({ distro_versions: ['This field is required.'] })
    expect((await create('npm', { upstream_url: 'ftp://example.com' })).body.fields).toHaveProperty('upstream_url')
    expect((await create('npm', {}, writer)).status).toBe(403)
    expect((await create('raw', {})).status).toBe(404)
  })
})
