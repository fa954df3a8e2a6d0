import { describe, expect, test } from 'vitest'
import { story } from '../../../test/story.ts'

const rules = '/orgs/acme/api-key-rules/'
const hour = 3_600_000

describe('a rule for API keys', () => {
  test('is added, changed, replaced and removed by those who manage the workspace', async () => {
    const { admin, writer } = story()

    const { status, body } = await admin('POST', rules, { rule_type: 'Service Accounts', max_age_hours: 48 })

    expect(status).toBe(201)
    expect(body).toMatchObject({ slug: 'service-accounts', is_enabled: true, enforce_refresh: false, last_applied_at: null })
    expect(body).not.toHaveProperty('refresh_immediately')
    expect((await admin('GET', rules)).body).toEqual([body])
    const path = `${rules}${body.slug_perm}/`
    expect((await admin('GET', path)).body).toEqual(body)
    expect((await admin('PATCH', path, { is_enabled: false })).body).toMatchObject({ is_enabled: false, max_age_hours: 48 })
    const replaced = await admin('PUT', path, { rule_type: 'User Accounts', max_age_hours: 24 })
    expect(replaced.body).toMatchObject({ slug: 'user-accounts', is_enabled: true, max_age_hours: 24 })
    expect((await writer('GET', rules)).status).toBe(403)
    expect((await writer('POST', rules, { rule_type: 'All Accounts' })).status).toBe(403)
    expect((await admin('DELETE', path)).status).toBe(204)
    expect((await admin('GET', path)).status).toBe(404)
  })

  test('allows no age below a day, no accounts of its own making, and no second rule for the same', async () => {
    const { admin } = story()

    expect((await admin('POST', rules, { rule_type: 'All Accounts', max_age_hours: 23 })).status).toBe(422)
    expect((await admin('POST', rules, { rule_type: 'Robots' })).status).toBe(422)
    expect((await admin('POST', rules, {})).status).toBe(422)
    expect((await admin('POST', rules, { rule_type: 'All Accounts' })).status).toBe(201)
    expect((await admin('POST', rules, { rule_type: 'All Accounts' })).status).toBe(422)
  })

  test('keeps old keys out of the workspace until they are refreshed', async () => {
    const { emulator, admin, as } = story()
    const { body: ci } = await admin('POST', '/orgs/acme/services/', { name: 'CI', role: 'Manager' })
    await admin('POST', rules, { rule_type: 'Service Accounts', max_age_hours: 24 })
    const service = as(ci.key)
    const { key_expires_at } = (await admin('GET', `/orgs/acme/services/${ci.slug}/`)).body
    expect(Date.parse(key_expires_at) - Date.parse(ci.created_at)).toBe(24 * hour)
    expect((await service('GET', '/orgs/acme/')).status).toBe(200)

    await emulator.clock.advance(25 * hour)

    expect((await service('GET', '/orgs/acme/')).status).toBe(403)
    expect((await service('GET', '/packages/acme/dev/')).status).toBe(403)
    expect((await service('GET', '/user/self/')).body.authenticated).toBe(true)
    // The policy is for services, so keys of users remain valid.
    const fresh = (await admin('POST', `/orgs/acme/services/${ci.slug}/refresh/`)).body
    expect((await as(fresh.key)('GET', '/packages/acme/dev/')).status).toBe(200)
  })

  test('replaces old keys by itself where it is enforced, and at once where that is asked for', async () => {
    const { emulator, admin, as } = story()
    const services = await Promise.all(['A', 'B'].map((name) => admin('POST', '/orgs/acme/services/', { name })))
    const [first, second] = services.map(({ body }) => body)
    const rule = (await admin('POST', rules, { rule_type: 'Service Accounts', max_age_hours: 24, enforce_refresh: true })).body
    await emulator.clock.advance(25 * hour)

    expect((await as(first.key)('GET', '/user/self/')).status).toBe(401)
    const path = `${rules}${rule.slug_perm}/`
    expect((await admin('GET', path)).body.last_applied_at).not.toBeNull()

    await admin('PATCH', path, { enforce_refresh: false })
    const fresh = (await admin('POST', `/orgs/acme/services/${second.slug}/refresh/`)).body
    await emulator.clock.advance(25 * hour)
    expect((await as(fresh.key)('GET', '/user/self/')).status).toBe(200)
    await admin('PATCH', path, { refresh_immediately: true })
    expect((await as(fresh.key)('GET', '/user/self/')).status).toBe(401)
  })
})
