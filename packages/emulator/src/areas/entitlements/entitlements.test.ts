import { describe, expect, test } from 'vitest'
import { type Client, keys, story } from '../../../test/story.ts'
import { rawFile } from '../../testing.ts'

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
