import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Client, keys, story } from '../../../test/story.ts'
import { npmPackage, rawFile } from '../../testing.ts'

const names = (body: { name: string }[]) => body.map(({ name }) => name).toSorted()

describe('connected repositories', () => {
  test('show their packages to those who ask for them', async () => {
    const { emulator, admin } = story()
    await emulator.add('acme/dev', npmPackage({ name: 'here', version: '1.0.0' }))
    const there = await emulator.add('acme/staging', npmPackage({ name: 'there', version: '1.0.0' }))

    const { status, body } = await admin('POST', '/repos/acme/dev/connected/', { target_repository: 'staging', is_active: true })

    expect(status).toBe(201)
    expect(body).toMatchObject({ target_repository: 'staging', is_active: true, priority: 1, disable_reason: 'N/A' })
    expect(body.target_repository_summary).toMatchObject({ is_private: true, package_count: 1 })
    expect(names((await admin('GET', '/packages/acme/dev/')).body)).toEqual(['here'])
    const list = await admin('GET', '/packages/acme/dev/?include_connected_repositories=true&sort=-name')
    expect(list.body).toMatchObject([
      { name: 'there', repository: 'dev', origin_repository: 'staging', display_source: 'connected_repository' },
      { name: 'here', repository: 'dev', origin_repository: 'dev', display_source: 'manual_upload' },
    ])
    const groups = await admin('GET', '/packages/acme/dev/groups/?include_connected_repositories=true')
    expect(groups.body.results).toHaveLength(2)
    const path = `/packages/acme/dev/${there.slug_perm}/`
    expect((await admin('GET', path)).status).toBe(404)
    expect((await admin('GET', `${path}?include_connected_repositories=true`)).body.origin_repository).toBe('staging')
    expect((await admin('GET', '/repos/acme/dev/')).body.active_connection_count).toBe(1)
    await admin('DELETE', `/repos/acme/dev/connected/${body.slug_perm}/`)
    expect((await admin('GET', '/packages/acme/dev/?include_connected_repositories=true')).body).toHaveLength(1)
  })

  test('tell of their upstreams to those who may see their settings', async () => {
    const { admin, reader } = story()
    const upstream_url = 'https://registry.example.com'
    await admin('POST', '/repos/acme/staging/upstream/npm/', { name: 'npm', upstream_url })
    await admin('POST', '/repos/acme/dev/connected/', { target_repository: 'staging', is_active: true })
    const seen = async (by: typeof admin) => (await by('GET', '/repos/acme/dev/connected/')).body.results[0]

    expect(await seen(admin)).toMatchObject({
      can_view_target_repository_settings: true,
      configured_upstreams: [{ type: 'npm', upstream_url }],
    })
    expect(await seen(reader)).toMatchObject({ can_view_target_repository_settings: false, configured_upstreams: [] })
  })

  test('do not lead back to where they start', async () => {
    const { admin } = story()
    const connect = async (from: string, to: string, is_active = true) =>
      (await admin('POST', `/repos/acme/${from}/connected/`, { target_repository: to, is_active })).body
    await connect('dev', 'staging')
    await connect('staging', 'production')

    const loop = await connect('production', 'dev')

    expect(loop).toMatchObject({ is_active: false, disable_reason: expect.stringContaining('circular') })
    const path = `/repos/acme/production/connected/${loop.slug_perm}/`
    expect((await admin('PATCH', path, { is_active: true })).body.is_active).toBe(false)
    const first = (await admin('GET', '/repos/acme/dev/connected/')).body.results[0]
    await admin('PATCH', `/repos/acme/dev/connected/${first.slug_perm}/`, { is_active: false })
    expect((await admin('PUT', path, { target_repository: 'dev', is_active: true, priority: 7 })).body).toMatchObject({
      is_active: true,
      priority: 7,
      disable_reason: 'N/A',
    })
    expect((await admin('POST', '/repos/acme/dev/connected/', { target_repository: 'none' })).status).toBe(422)
    expect((await admin('POST', '/repos/acme/dev/connected/', { target_repository: 'staging' })).status).toBe(422)
  })
})

describe('an entitlement', () => {
  async function withToken(limits: object = {}, server = story()) {
    const { emulator, admin, anonymous } = server
    const pkg = await emulator.add('acme/dev', rawFile({ name: 'tool', bytes: 'abc' }))
    const { body } = await admin('POST', '/entitlements/acme/dev/?show_tokens=true', { name: 'Customer', ...limits })
    const download = (token = body.token) => anonymous('GET', String(pkg.cdn_url).replace('/basic/', `/${token}/`))
    return { ...server, pkg, body, download, path: `/entitlements/acme/dev/${body.slug_perm}/` }
  }

  test('unlocks downloads until it is disabled, refreshed or deleted', async () => {
    const { admin, reader, anonymous, body, download, path } = await withToken()

    expect(await download()).toMatchObject({ status: 200, body: 'abc' })
    expect((await anonymous('GET', '/packages/acme/dev/')).status).toBe(401)
    expect((await admin('GET', path)).body.token).toMatch(/^\*+.{4}$/)
    expect((await admin('GET', `${path}?show_tokens=true`)).body).toMatchObject({ token: body.token, downloads: 1, clients: 1 })
    expect((await admin('POST', `${path}disable/`)).status).toBe(204)
    expect((await download()).status).toBe(403)
    expect((await admin('GET', '/entitlements/acme/dev/?active=true')).body).toMatchObject([{ name: 'Default' }])
    expect((await admin('POST', `${path}enable/`)).status).toBe(204)
    const fresh = await admin('POST', `${path}refresh/?show_tokens=true`, {})
    expect((await download()).status).toBe(404)
    expect((await download(fresh.body.token)).status).toBe(200)
    expect((await admin('POST', `${path}toggle-private-broadcasts/`, { access_private_broadcasts: true })).status).toBe(200)
    const broadcast = await admin('POST', '/broadcasts/acme/broadcast-token/', { entitlement_token: fresh.body.token })
    expect(broadcast.body.token).toHaveLength(40)
    expect((await admin('DELETE', path)).status).toBe(204)
    expect((await download(fresh.body.token)).status).toBe(404)
    expect((await reader('GET', '/entitlements/acme/dev/')).status).toBe(403)
  })

  test('is there by default in a private repository, whenever it becomes one', async () => {
    const { admin, anonymous, pkg } = await withToken()
    const defaults = async (repo: string) =>
      (await admin('GET', `/entitlements/acme/${repo}/?show_tokens=true`)).body.filter(
        (token: { default: boolean }) => token.default,
      )
    const [token] = await defaults('dev')
    expect(token).toMatchObject({ name: 'Default', is_active: true, has_limits: false, created_by: 'admin' })
    expect((await anonymous('GET', String(pkg.cdn_url).replace('/basic/', `/${token.token}/`))).status).toBe(200)

    await admin('POST', '/repos/acme/', { name: 'open', repository_type_str: 'Public' })
    expect((await admin('GET', '/metrics/entitlements/acme/open/')).body.tokens.total).toBe(0)
    await admin('PATCH', '/repos/acme/open/', { repository_type_str: 'Private' })
    const [later] = await defaults('open')
    expect((await admin('DELETE', `/entitlements/acme/open/${later.slug_perm}/`)).status).toBe(204)
    expect(await defaults('open')).toEqual([])
  })

  test('is there by default from the moment that the repository is, whoever asks for it when', async () => {
    const { emulator, admin } = story()
    expect((await admin('GET', '/metrics/entitlements/acme/')).body.tokens.total).toBe(3)
    const { body } = await admin('POST', '/repos/acme/', { name: 'fresh', repository_type_str: 'Private' })
    expect((await admin('GET', '/metrics/entitlements/acme/fresh/')).body.tokens.total).toBe(1)

    await emulator.clock.advance(3_600_000)
    const [token] = (await admin('GET', '/entitlements/acme/fresh/')).body
    expect(token).toMatchObject({ name: 'Default', created_at: body.created_at })
  })

  test('is good as the password of a download, but for nothing else', async () => {
    const { as, body, pkg } = await withToken()
    const customer: Client = as(body.token)
    expect((await customer('GET', String(pkg.cdn_url))).status).toBe(200)
    expect((await customer('GET', '/packages/acme/dev/')).status).toBe(401)
    expect((await as('wrong')('GET', String(pkg.cdn_url))).status).toBe(401)
  })

  test('has limits, which a reset starts anew', async () => {
    const { admin, download, path } = await withToken({ limit_num_downloads: 2 })
    expect([(await download()).status, (await download()).status, (await download()).status]).toEqual([200, 200, 403])
    expect((await admin('GET', path)).body).toMatchObject({ has_limits: true, is_limited: true, downloads: 2 })
    expect((await admin('POST', `${path}reset/`)).status).toBe(204)
    expect((await download()).status).toBe(200)
    await admin('PATCH', path, { limit_num_downloads: null, limit_package_query: 'name:other' })
    expect((await download()).status).toBe(403)
    await admin('PATCH', path, { limit_package_query: null, limit_bandwidth: 5, limit_bandwidth_unit: 'Byte' })
    expect((await download()).status).toBe(403)
    await admin('PATCH', path, { limit_bandwidth_unit: 'Kilobyte', limit_date_range_to: '2025-12-31T00:00:00Z' })
    expect((await download()).status).toBe(403)
  })

  test('is reset on its schedule', async () => {
    const { emulator, admin, download, path } = await withToken({
      limit_num_downloads: 1,
      scheduled_reset_period: 'Daily',
      scheduled_reset_at: '2026-01-02T00:00:00Z',
    })
    expect([(await download()).status, (await download()).status]).toEqual([200, 403])
    await emulator.clock.advance(2 * 24 * 3_600_000)
    expect((await download()).status).toBe(200)
    expect((await admin('GET', path)).body.scheduled_reset_at).toBe('2026-01-04T00:00:00.000Z')
  })

  test('belongs to a private repository, and goes to others by sync', async () => {
    const { admin, body } = await withToken({ token: 'customer-token' })
    expect((await admin('POST', '/entitlements/acme/dev/', { name: 'Twin', token: 'customer-token' })).status).toBe(422)
    const synced = await admin('POST', '/entitlements/acme/staging/sync/?show_tokens=true', { source: 'dev' })
    expect(synced.body.tokens).toMatchObject([{ name: body.name, token: 'customer-token' }])
    expect((await admin('POST', '/entitlements/acme/staging/sync/', { source: 'dev' })).body.tokens).toEqual([])
    await admin('PATCH', '/repos/acme/dev/', { repository_type_str: 'Public' })
    expect((await admin('GET', '/entitlements/acme/dev/')).status).toBe(400)
  })

  test('is counted, like what is downloaded without', async () => {
    const { admin, download, pkg, body, as } = await withToken()
    await download()
    await as(keys.reader)('GET', String(pkg.cdn_url))

    const tokens = { active: 1, downloads: { total: { value: 1 } }, bandwidth: { total: { value: 3 } } }
    expect((await admin('GET', '/metrics/entitlements/acme/')).body.tokens).toMatchObject(tokens)
    expect((await admin('GET', `/metrics/entitlements/acme/dev/?tokens=${body.slug_perm}`)).body.tokens).toMatchObject(tokens)
    expect((await admin('GET', '/metrics/entitlements/acme/dev/?finish=2025-12-31')).body.tokens.active).toBe(0)
    expect((await admin('GET', '/metrics/packages/acme/dev/')).body.packages.downloads.total.value).toBe(2)
    const { bandwidth, storage } = (await admin('GET', '/quota/acme/')).body.usage.raw
    expect([bandwidth.used, storage.used]).toEqual([6, 3])
    const { history } = (await admin('GET', '/quota/history/acme/')).body
    expect(history).toMatchObject([{ days: 31, raw: { downloaded: { used: 6 }, uploaded: { used: 3 } } }])
    expect((await admin('GET', '/quota/oss/acme/')).body.usage.raw.storage.used).toBe(0)
    expect((await admin('GET', '/quota/oss/history/acme/')).body.history).toHaveLength(1)
  })
})

describe('rules about addresses', () => {
  test('are kept and judged', async () => {
    const { admin } = story()
    const rules = {
      cidr: { allow: ['10.0.0.0/8', '2001:db8::/32'], deny: ['10.1.0.0/16'] },
      country_code: { allow: ['DE'], deny: [] },
    }
    expect((await admin('PUT', '/repos/acme/dev/geoip', rules)).body).toEqual(rules)
    const patched = await admin('PATCH', '/repos/acme/dev/geoip', { country_code: { allow: [], deny: [] } })
    expect(patched.body.cidr).toEqual(rules.cidr)
    expect((await admin('GET', '/repos/acme/dev/geoip')).body).toEqual(patched.body)
    expect((await admin('PATCH', '/repos/acme/dev/geoip', { cidr: { allow: ['10.0.0.0/33'], deny: [] } })).status).toBe(422)

    const addresses = ['10.2.0.1', '10.1.2.3', '192.0.2.1', '2001:db8::1']
    const { status, body } = await admin('POST', '/repos/acme/dev/geoip/test/', { addresses })
    expect(status).toBe(201)
    expect(body.addresses.map(({ allowed }: { allowed: boolean }) => allowed)).toEqual([true, false, false, true])
    expect((await admin('POST', '/repos/acme/dev/geoip/test/', { addresses: ['here'] })).status).toBe(422)

    expect((await admin('GET', '/repos/acme/dev/geoip/status/')).body).toEqual({ geoip_enabled: false })
    await admin('POST', '/repos/acme/dev/geoip/enable/')
    expect((await admin('GET', '/repos/acme/dev/geoip/status/')).body).toEqual({ geoip_enabled: true })
    await admin('POST', '/repos/acme/dev/geoip/disable/')
    expect((await admin('GET', '/repos/acme/dev/geoip/status/')).body).toEqual({ geoip_enabled: false })
  })
})

describe('signing keys', () => {
  test.each(['gpg', 'rsa', 'ecdsa', 'ed25519'])('%s stays the same until it is regenerated', async (kind) => {
    const { admin, reader } = story()
    const path = `/repos/acme/dev/${kind}/`
    const first = (await reader('GET', path)).body
    expect(first.public_key).toContain('PUBLIC KEY')
    expect(first.public_key).not.toContain('PRIVATE')
    expect(first.fingerprint).toContain(first.fingerprint_short)
    expect((await admin('GET', path)).body).toEqual(first)
    expect((await reader('POST', `${path}regenerate/`)).status).toBe(403)
    const second = (await admin('POST', `${path}regenerate/`)).body
    expect(second.fingerprint).not.toBe(first.fingerprint)
    expect((await admin('POST', path, { [`${kind}_private_key`]: 'no key' })).status).toBe(422)
  })

  test('are taken from a private key, of which nothing secret is kept', async () => {
    const { admin } = story()
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
    const give = (passphrase: string) =>
      admin('POST', '/repos/acme/dev/ed25519/', { ed25519_private_key: String(pem), ed25519_passphrase: passphrase })
    expect((await give('secret')).body.public_key).toBe(publicKey.export({ type: 'spki', format: 'pem' }))
    expect((await give('wrong')).status).toBe(422)
    expect((await admin('POST', '/repos/acme/dev/rsa/', { rsa_private_key: String(pem), rsa_passphrase: 'secret' })).status).toBe(
      422,
    )
  })

  test('have no certificates', async () => {
    const { admin } = story()
    for (const kind of ['x509-rsa', 'x509-ecdsa']) {
      expect((await admin('GET', `/repos/acme/dev/${kind}/`)).body).toMatchObject({ active: false, certificate: null })
    }
  })
})

describe('what is told of a repository', () => {
  test('is its region, and the audit log of all changes', async () => {
    const { admin, reader } = story()
    expect((await admin('POST', '/repos/acme/dev/transfer-region/', { storage_region: 'us-ohio' })).status).toBe(200)
    expect((await admin('POST', '/repos/acme/dev/transfer-region/', { storage_region: 'moon' })).status).toBe(422)
    expect((await admin('GET', '/repos/acme/dev/')).body.storage_region).toBe('us-ohio')
    await admin('POST', '/orgs/acme/teams/', { name: 'Release' })

    const log = (await admin('GET', '/audit-log/acme/')).body
    expect(log).toMatchObject([
      { event: 'create.team_created', actor: 'admin', object: 'Release', target: 'Acme' },
      { event: 'action.repository_transfer_region', object: 'dev', target: 'dev', target_kind: 'repository' },
    ])
    expect((await admin('GET', '/audit-log/acme/dev/')).body).toHaveLength(1)
    expect((await admin('GET', '/audit-log/acme/?query=team')).body).toHaveLength(1)
    expect((await reader('GET', '/audit-log/acme/')).status).toBe(403)
  })

  test('is a badge with a version', async () => {
    const { emulator, admin, anonymous } = story()
    await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '1.9.0' }))
    await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '1.10.0' }))
    const badge = (version: string, query = '', by = admin) =>
      by('GET', `/badges/version/acme/dev/npm/lodash/${version}/x/${query}`)
    expect((await badge('latest', '?shields=true')).body).toMatchObject({
      schemaVersion: 1,
      message: '1.10.0',
      label: 'cloudsmith',
    })
    expect((await badge('1.9.0', '?label=lodash')).body).toMatchObject({ message: '1.9.0', label: 'lodash' })
    expect((await badge('2.0.0')).status).toBe(404)
    expect((await badge('1.10.0', '?show_latest=true')).body.message).toBe('1.10.0 (latest)')
    expect((await badge('1.9.0', '?show_latest=true')).body.message).toBe('1.9.0')
    expect((await badge('latest', '?badge_token=wrong', anonymous)).status).toBe(401)
    const [{ token }] = (await admin('GET', '/entitlements/acme/dev/?show_tokens=true')).body
    expect((await badge('latest', `?badge_token=${token}`, anonymous)).body.message).toBe('1.10.0')
    await admin('PATCH', '/repos/acme/dev/', { repository_type_str: 'Public' })
    expect((await badge('latest', '', anonymous)).body.message).toBe('1.10.0')
  })
})
