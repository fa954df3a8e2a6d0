import { describe, expect, test } from 'vitest'
import { story } from '../../../test/story.ts'

describe('a workspace', () => {
  test('is seen by those who are in it, and deleted by an owner', async () => {
    const { admin, reader, anonymous } = story()

    expect((await reader('GET', '/orgs/')).body).toMatchObject([{ slug: 'acme', name: 'Acme' }])
    expect((await reader('GET', '/orgs/acme/')).body.slug).toBe('acme')
    expect((await reader('GET', '/namespaces/')).body).toMatchObject([{ slug: 'acme', type_name: 'Organization' }])
    expect((await reader('GET', '/namespaces/other/')).status).toBe(404)
    expect((await anonymous('GET', '/orgs/acme/')).status).toBe(401)
    expect((await reader('DELETE', '/orgs/acme/')).status).toBe(403)
    expect((await admin('DELETE', '/orgs/acme/')).status).toBe(204)
    expect((await admin('GET', '/orgs/acme/')).status).toBe(404)
  })

  test('keeps its settings of SAML, limits and domains', async () => {
    const { admin, reader } = story()
    await admin('POST', '/orgs/acme/teams/', { name: 'Release' })

    expect((await admin('PATCH', '/orgs/acme/saml-authentication', { saml_auth_enabled: true })).body.saml_auth_enabled).toBe(
      true,
    )
    expect((await admin('GET', '/orgs/acme/saml-authentication')).body.saml_auth_enabled).toBe(true)
    const mapping = { idp_key: 'groups', idp_value: 'release', team: 'release', organization: 'acme' }
    const { body } = await admin('POST', '/orgs/acme/saml-group-sync/', mapping)
    expect((await admin('POST', '/orgs/acme/saml-group-sync/', { ...mapping, team: 'none' })).status).toBe(422)
    expect((await admin('GET', '/orgs/acme/saml-group-sync/')).body).toEqual([body])
    expect((await admin('POST', '/orgs/acme/saml-group-sync/enable/')).status).toBe(204)
    expect((await admin('GET', '/orgs/acme/saml-group-sync/status/')).body).toEqual({ saml_group_sync_status: true })
    expect((await admin('POST', '/orgs/acme/saml-group-sync/disable/')).status).toBe(204)
    expect((await admin('DELETE', `/orgs/acme/saml-group-sync/${body.slug_perm}/`)).status).toBe(204)
    expect((await admin('GET', '/orgs/acme/custom-domains/')).body).toEqual([])
    const before = (await admin('GET', '/orgs/acme/usage-limits/')).body
    await admin('PATCH', '/orgs/acme/usage-limits/', { storage_overage_limit: 1000 })
    const after = (await admin('GET', '/orgs/acme/usage-limits/')).body
    expect(after).toEqual({ ...before, storage_overage_limit: 1000 })
    const tooMuch = { storage_overage_limit: before.storage_maximum + 1 }
    expect((await admin('PATCH', '/orgs/acme/usage-limits/', tooMuch)).status).toBe(422)
    expect((await reader('GET', '/orgs/acme/usage-limits/')).status).toBe(403)
  })
})
