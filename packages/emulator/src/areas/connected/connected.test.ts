import { describe, expect, test } from 'vitest'
import { story } from '../../../test/story.ts'
import { npmPackage } from '../../testing.ts'

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
