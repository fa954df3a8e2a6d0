import { describe, expect, test } from 'vitest'
import { story } from '../../../test/story.ts'
import { rawFile } from '../../testing.ts'

const jwt = (claims: object) =>
  ['{}', JSON.stringify(claims), 'signature'].map((part) => Buffer.from(part).toString('base64url')).join('.')

describe('members', () => {
  test('get roles from owners; an owner stays', async () => {
    const { admin, writer } = story()

    expect((await writer('GET', '/orgs/acme/members/?query=read')).body).toMatchObject([{ user: 'reader', role: 'Member' }])
    expect((await admin('GET', '/orgs/acme/members/?sort=-user_name')).body[0].user).toBe('writer')
    const role = (who: string, to: string) => admin('PATCH', `/orgs/acme/members/${who}/update-role/`, { role: to })
    expect((await writer('PATCH', '/orgs/acme/members/reader/update-role/', { role: 'Manager' })).status).toBe(403)
    expect((await role('admin', 'Member')).status).toBe(422)
    expect((await role('writer', 'Manager')).body.role).toBe('Manager')
    expect((await writer('PATCH', '/orgs/acme/members/writer/update-role/', { role: 'Owner' })).status).toBe(403)
    const visibility = await admin('PATCH', '/orgs/acme/members/reader/update-visibility/', { visibility: 'Private' })
    expect(visibility.body.visibility).toBe('Private')
    expect((await admin('PATCH', '/orgs/acme/members/reader/', {})).body.user).toBe('reader')
  })

  test('lose access with their keys, and with their membership', async () => {
    const { admin, reader, writer } = story()

    expect((await admin('POST', '/orgs/acme/members/reader/refresh/')).status).toBe(204)
    expect((await reader('GET', '/orgs/acme/')).status).toBe(401)
    expect((await admin('DELETE', '/orgs/acme/members/writer/')).status).toBe(204)
    expect((await writer('GET', '/orgs/acme/')).status).toBe(404)
    expect((await admin('GET', '/orgs/acme/members/nobody/remove/')).status).toBe(204)
    expect((await admin('GET', '/orgs/acme/members/nobody/')).status).toBe(404)
  })

  test('are invited', async () => {
    const { emulator, admin } = story()

    const { status, body } = await admin('POST', '/orgs/acme/invites/', { email: 'new@example.com' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ email: 'new@example.com', role: 'Member', inviter: 'admin', org: 'acme' })
    expect((await admin('POST', '/orgs/acme/invites/', { user: 'reader' })).status).toBe(422)
    expect((await admin('POST', '/orgs/acme/invites/', {})).status).toBe(422)
    const path = `/orgs/acme/invites/${body.slug_perm}/`
    expect((await admin('PATCH', path, { role: 'Manager' })).body.role).toBe('Manager')
    await emulator.clock.advance(60_000)
    expect((await admin('POST', `${path}resend/`)).body.expires_at).toBe(body.expires_at)
    expect((await admin('POST', `${path}extend/`)).body.expires_at > body.expires_at).toBe(true)
    expect((await admin('GET', '/orgs/acme/invites/')).body).toHaveLength(1)
    expect((await admin('DELETE', path)).status).toBe(204)
  })
})

describe('a team', () => {
  test('gives its members its privileges', async () => {
    const { admin, nobody } = story()
    expect((await admin('POST', '/orgs/acme/teams/', { name: 'Release Team' })).body).toMatchObject({ slug: 'release-team' })
    expect((await admin('POST', '/orgs/acme/teams/', { name: 'Release Team' })).status).toBe(422)
    await admin('PUT', '/repos/acme/dev/privileges', { privileges: [{ team: 'release-team', privilege: 'Read' }] })
    expect((await nobody('GET', '/packages/acme/dev/')).status).toBe(404)

    const members = '/orgs/acme/teams/release-team/members'
    const added = await admin('POST', members, { members: [{ user: 'nobody', role: 'Member' }] })

    // Whoever creates a team is a member of it.
    const maker = { user: 'admin', role: 'Manager', user_kind: 'User' }
    expect(added).toMatchObject({
      status: 201,
      body: { members: [maker, { user: 'nobody', role: 'Member', user_kind: 'User' }] },
    })
    expect((await nobody('GET', '/packages/acme/dev/')).status).toBe(200)
    expect((await nobody('GET', '/orgs/acme/teams/?for_user=true')).body).toHaveLength(1)
    expect((await admin('GET', '/orgs/acme/members/nobody/')).body.teams).toMatchObject([{ slug: 'release-team' }])
    expect((await admin('POST', members, { members: [{ user: 'stranger', role: 'Member' }] })).status).toBe(422)
    await admin('PUT', members, { members: [] })
    expect((await nobody('GET', '/packages/acme/dev/')).status).toBe(404)
    expect((await admin('GET', `${members}?user_kind=service`)).body).toEqual({ members: [] })
    expect((await admin('PATCH', '/orgs/acme/teams/release-team/', { visibility: 'Hidden' })).body.visibility).toBe('Hidden')
    expect((await admin('DELETE', '/orgs/acme/teams/release-team/')).status).toBe(204)
    expect((await admin('GET', '/repos/acme/dev/privileges')).body).toEqual({ privileges: [] })
  })
})

describe('a service account', () => {
  test('signs in with the key that is shown once', async () => {
    const { admin, as, reader } = story()

    const { status, body } = await admin('POST', '/orgs/acme/services/', { name: 'CI', role: 'Manager' })
    expect(status).toBe(200)
    const service = as(body.key)
    expect((await service('GET', '/user/self/')).body).toMatchObject({ authenticated: true, slug: body.slug, email: null })
    expect((await service('GET', '/packages/acme/dev/')).status).toBe(200)
    const path = `/orgs/acme/services/${body.slug}/`
    expect((await admin('GET', path)).body.key).toBe(`${'*'.repeat(36)}${body.key.slice(-4)}`)
    expect((await admin('GET', '/orgs/acme/services/?query=ci')).body).toHaveLength(1)
    expect((await admin('GET', '/orgs/acme/members/?query=CI')).body).toEqual([])
    expect((await reader('GET', '/orgs/acme/services/')).status).toBe(403)

    expect((await admin('PATCH', path, { role: 'Member' })).body).toMatchObject({ role: 'Member', name: 'CI' })
    expect((await service('GET', '/packages/acme/dev/')).status).toBe(404)
    const fresh = await admin('POST', `${path}refresh/`)
    expect((await service('GET', '/orgs/acme/')).status).toBe(401)
    expect((await as(fresh.body.key)('GET', '/orgs/acme/')).status).toBe(200)
    expect((await admin('DELETE', path)).status).toBe(204)
    expect((await as(fresh.body.key)('GET', '/orgs/acme/')).status).toBe(401)
  })

  test('gets a key for the token of a trusted provider, for a while', async () => {
    const { emulator, admin, as, anonymous } = story()
    const { body: ci } = await admin('POST', '/orgs/acme/services/', { name: 'CI', role: 'Manager' })
    const settings = {
      name: 'GitHub',
      provider_url: 'https://token.actions.example.com',
      enabled: true,
      claims: { repository: 'acme/app', ref: 'refs/heads/.*' },
      service_accounts: [ci.slug],
    }
    expect((await admin('POST', '/orgs/acme/openid-connect/', { ...settings, service_accounts: [] })).status).toBe(422)
    expect((await admin('POST', '/orgs/acme/openid-connect/', { ...settings, service_accounts: ['who'] })).status).toBe(422)
    const { body: provider } = await admin('POST', '/orgs/acme/openid-connect/', settings)
    const claims = { iss: settings.provider_url, repository: 'acme/app', ref: 'refs/heads/main' }
    const exchange = (oidc_token: string, service_slug = ci.slug) =>
      anonymous('POST', '/openid/acme/', { oidc_token, service_slug })

    const { status, body } = await exchange(jwt(claims))

    expect(status).toBe(201)
    const service = as(body.token)
    expect((await service('GET', '/user/self/')).body.slug).toBe(ci.slug)
    expect((await exchange(jwt({ ...claims, ref: 'refs/tags/v1' }))).status).toBe(401)
    expect((await exchange(jwt({ ...claims, iss: 'https://elsewhere.example.com' }))).status).toBe(401)
    expect((await exchange(jwt({ ...claims, exp: emulator.clock.now() / 1000 - 1 }))).status).toBe(401)
    expect((await exchange('no token')).status).toBe(401)
    expect((await exchange(jwt(claims), 'other')).status).toBe(401)
    await emulator.clock.advance(90 * 60_000)
    expect((await service('GET', '/orgs/acme/')).status).toBe(401)

    const path = `/orgs/acme/openid-connect/${provider.slug_perm}/`
    expect((await admin('PATCH', path, { enabled: false })).body.enabled).toBe(false)
    expect((await exchange(jwt(claims))).status).toBe(401)
    expect((await admin('PUT', path, { ...settings, mapping_claim: 'team' })).body.fields).toEqual({
      non_field_errors: ['Only one of service_accounts, mapping_claim and dynamic_mappings may be given.'],
    })
    const { service_accounts: _accounts, ...named } = settings
    const mapped = { mapping_claim: 'team', dynamic_mappings: [{ claim_value: 'platform', service_account: ci.slug }] }
    expect((await admin('PUT', path, { ...named, ...mapped })).body.dynamic_mappings).toHaveLength(1)
    expect((await exchange(jwt({ ...claims, team: 'platform' }))).status).toBe(201)
    expect((await exchange(jwt(claims))).status).toBe(401)
    expect((await admin('GET', path)).body).toMatchObject({ slug: 'github', mapping_claim: 'team', jwks: {} })
    const jwks = { keys: [{ kty: 'OKP', crv: 'Ed25519', kid: '1', x: 'AAAA' }] }
    expect((await admin('PATCH', path, { jwks })).body.jwks).toEqual(jwks)
    expect((await admin('GET', `${path}dynamic-mappings/`)).body).toHaveLength(1)
    expect((await admin('GET', `${path}dynamic-mappings/platform/`)).body.service_account).toBe(ci.slug)
    expect((await admin('GET', `${path}dynamic-mappings/none/`)).status).toBe(404)
    expect((await admin('DELETE', path)).status).toBe(204)
    expect((await admin('GET', '/orgs/acme/openid-connect/')).body).toEqual([])
  })

  test('sees a package that it may read', async () => {
    const { emulator, admin, as } = story()
    const { body: ci } = await admin('POST', '/orgs/acme/services/', { name: 'Reader' })
    await emulator.add('acme/dev', rawFile({ bytes: 'abc' }))
    await admin('PUT', '/repos/acme/dev/privileges', { privileges: [{ service: ci.slug, privilege: 'Read' }] })
    expect((await as(ci.key)('GET', '/packages/acme/dev/')).body).toHaveLength(1)
  })
})
