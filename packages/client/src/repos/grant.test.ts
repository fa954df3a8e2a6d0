import { createEmulator } from '@cloudsmith-sdk/emulator'
import { describe, expect, test } from 'vitest'
import { Cloudsmith, InvalidRequestError } from '../index.ts'

const at = { owner: 'acme', repo: 'dev' }

/** A workspace with two teams; `writer` is Admin of one repository and of nothing else. */
async function start() {
  const emulator = createEmulator()
  const as = (apiKey: string) => new Cloudsmith({ apiKey, fetch: emulator.fetch })
  const admin = as('emulator-admin-key')
  const caller = as('emulator-write-key')
  const { slug } = await caller.user.self()
  const user = slug ?? ''
  for (const name of ['ci', 'leads']) await admin.orgs.teams.create({ owner: 'acme', name })
  const explicit = async () => (await admin.repos.privileges.list(at)).items
  const isPrivileges = ({ url }: { url: string }) => url.endsWith('/privileges')
  const writes = () => emulator.requests.writes.filter(isPrivileges).map(({ method }) => method)
  return { emulator, admin, caller, user, explicit, writes }
}

describe('privileges', () => {
  test('are given and changed, and those of others stay', async () => {
    const { admin, user, explicit, writes } = await start()
    await admin.repos.privileges.grant({ ...at, privileges: [{ user, privilege: 'Read' }] })

    const granted = await admin.repos.privileges.grant({ ...at, privileges: [{ team: 'ci', privilege: 'Write' }] })
    const again = await admin.repos.privileges.grant({ ...at, privileges: [{ team: 'ci', privilege: 'Write' }] })

    const both = [
      { user, privilege: 'Read' },
      { team: 'ci', privilege: 'Write' },
    ]
    expect(granted).toEqual({ action: 'updated', privileges: both })
    expect(again).toEqual({ action: 'unchanged', privileges: both })
    expect(await explicit()).toEqual(both)
    expect(writes()).toEqual(['PATCH', 'PATCH'])
  })

  test('of others are revoked where that is asked for, but for the own Admin of the caller', async () => {
    const { admin, caller, user, explicit, writes } = await start()
    await admin.repos.privileges.replace({
      ...at,
      privileges: [
        { user, privilege: 'Admin' },
        { team: 'leads', privilege: 'Write' },
      ],
    })

    const granted = await caller.repos.privileges.grant({
      ...at,
      privileges: [{ team: 'ci', privilege: 'Read' }],
      others: 'revoke',
    })

    const left = [
      { team: 'ci', privilege: 'Read' },
      { user, privilege: 'Admin' },
    ]
    expect(granted).toEqual({ action: 'updated', privileges: left })
    expect(await explicit()).toEqual(left)
    expect(writes()).toEqual(['PUT', 'PUT'])
    expect((await caller.repos.privileges.list(at)).items).toHaveLength(2)
  })

  test('of a team by which the caller may be Admin can be lowered: the caller stays Admin', async () => {
    const { admin, caller, user } = await start()
    await admin.orgs.teams.members.add({ owner: 'acme', team: 'leads', members: [{ user, role: 'Member' }] })
    await admin.repos.privileges.replace({ ...at, privileges: [{ team: 'leads', privilege: 'Admin' }] })

    await caller.repos.privileges.grant({ ...at, privileges: [{ team: 'leads', privilege: 'Read' }] })

    expect((await caller.repos.privileges.list(at)).items).toEqual([
      { team: 'leads', privilege: 'Read' },
      { user, privilege: 'Admin' },
    ])
  })

  test.each(['keep', 'revoke'] as const)('of the caller are never lowered (others: %s)', async (others) => {
    const { admin, caller, user, explicit, writes } = await start()
    await admin.repos.privileges.replace({ ...at, privileges: [{ user, privilege: 'Admin' }] })

    const granted = caller.repos.privileges.grant({ ...at, privileges: [{ user, privilege: 'Write' }], others })

    await expect(granted).rejects.toThrow(InvalidRequestError)
    await expect(granted).rejects.toThrow(`${user}, the owner of this credential, would have Write instead of Admin`)
    expect(await explicit()).toEqual([{ user, privilege: 'Admin' }])
    expect(writes()).toEqual(['PUT'])
  })

  test('name everybody once', async () => {
    const { admin, writes } = await start()
    const privileges = [
      { team: 'ci', privilege: 'Write' },
      { team: 'ci', privilege: 'Read' },
    ] as const
    await expect(admin.repos.privileges.grant({ ...at, privileges })).rejects.toThrow('two entries for the same')
    expect(writes()).toEqual([])
  })

  test('of a service account that is the caller stay those of a service account', async () => {
    const { admin, emulator, explicit } = await start()
    const service = await admin.orgs.services.create({ owner: 'acme', name: 'deployer' })
    const { slug, key } = service
    await admin.repos.privileges.replace({ ...at, privileges: [{ service: slug, privilege: 'Admin' }] })
    const caller = new Cloudsmith({ apiKey: key ?? '', fetch: emulator.fetch })

    await caller.repos.privileges.grant({ ...at, privileges: [{ team: 'ci', privilege: 'Read' }], others: 'revoke' })

    expect(await explicit()).toEqual([
      { team: 'ci', privilege: 'Read' },
      { service: slug, privilege: 'Admin' },
    ])
  })
})
