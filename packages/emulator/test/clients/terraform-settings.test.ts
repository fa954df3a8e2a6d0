import { describe, expect, test } from 'vitest'
import { routes } from '../../src/generated/routes.ts'
import { type Answer, story } from '../story.ts'
import { type SettingsKind, settings } from './kinds/settings.ts'
import { type Fields, settableFields } from './resource-kind.ts'

/** Operations that change something without creating it, and have tests of their own. */
const elsewhere: Readonly<Record<string, string>> = {
  orgs_members_partial_update: 'the description names no fields',
}

/** The returned form of the fields that were sent. */
function seen({ shown = {} }: SettingsKind, sent: Fields): Fields {
  return Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, shown[name]?.(value as never) ?? value]))
}

async function settingsOf({ path, prepare, patch, replace }: SettingsKind) {
  const { admin } = story()
  await prepare?.(admin)
  const send = async (method: string, fields: Fields) => done(await admin(method, path, fields))
  return {
    read: async (): Promise<Fields> => done(await admin('GET', path)),
    patch: (fields: Fields) => send(patch === undefined ? 'PUT' : 'PATCH', fields),
    replace: (fields: Fields) => send(replace === undefined ? 'PATCH' : 'PUT', fields),
  }
}

function done({ status, body }: Answer) {
  expect([status, body]).toEqual([expect.toBeOneOf([200, 204]), expect.anything()])
  return body
}

test('everything that is changed without being made is here', () => {
  const ids = new Set<string>(routes.map(({ id }) => id))
  const made = (id: string) => ids.has(id.replace(/_(?:partial_)?update$/, '_create'))
  const changed = [...ids].filter((id) => /_(?:partial_update|update|update_usage_limits)$/.test(id) && !made(id))

  const here = settings.flatMap(({ patch, replace }) => [patch ?? [], replace ?? []].flat())
  expect([...here, ...Object.keys(elsewhere)]).toEqual(expect.arrayContaining(changed))
})

describe.each(settings)('$kind', (kind) => {
  const { first, second, emptied, patch, replace } = kind

  test('are set in every field that there is, at other values than they have by themselves', async () => {
    const { read } = await settingsOf(kind)
    const plain = await read()

    expect(Object.keys(first).toSorted()).toEqual(settableFields(patch ?? replace ?? '', first).toSorted())
    // Empty texts are only sent together with others that are not.
    const said = Object.entries(seen(kind, first)).filter(([, value]) => value !== '')
    for (const [name, value] of said) expect([name, plain[name]]).not.toEqual([name, value])
  })

  test('come back as they were set, and are the same after the same is said again', async () => {
    const { read, patch: change, replace: put } = await settingsOf(kind)

    await put(first)

    const now = await read()
    expect(now).toMatchObject(seen(kind, first))
    await put(first)
    expect(await read()).toEqual(now)
    await change(first)
    expect(await read()).toEqual(now)
  })

  test('change in every field, and back', async () => {
    const { read, patch: change, replace: put } = await settingsOf(kind)
    await put(first)

    await change(second)

    expect(await read()).toMatchObject(seen(kind, second))
    await put(first)
    expect(await read()).toMatchObject(seen(kind, first))
  })

  test('lose what is emptied', async () => {
    const { read, replace: put } = await settingsOf(kind)
    await put(first)

    await put({ ...(replace ? {} : first), ...emptied })

    expect(await read()).toMatchObject(emptied)
  })
})

test('the role of a member and who sees it are read as they were set', async () => {
  const { admin } = story()
  const member = '/orgs/acme/members/writer/'

  for (const [role, visibility] of [
    ['Manager', 'Private'],
    ['Collaborator', 'Public'],
  ]) {
    expect((await admin('PATCH', `${member}update-role/`, { role })).body.role).toBe(role)
    expect((await admin('PATCH', `${member}update-visibility/`, { visibility })).body.visibility).toBe(visibility)
    expect((await admin('GET', member)).body).toMatchObject({ user: 'writer', role, visibility, is_active: true })
  }
})

test.each(['gpg', 'rsa', 'ecdsa', 'ed25519'])('the %s key of a repository stays the same until it is made anew', async (kind) => {
  const { admin } = story()
  const path = `/repos/acme/dev/${kind}/`
  const before = (await admin('GET', path)).body

  expect((await admin('GET', path)).body).toEqual(before)
  const after = (await admin('POST', `${path}regenerate/`)).body
  expect(after.fingerprint).not.toBe(before.fingerprint)
  expect((await admin('GET', path)).body).toEqual(after)
})

test('group mapping is switched on and off, and read as it is', async () => {
  const { admin } = story()

  for (const [verb, is] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    await admin('POST', `/orgs/acme/saml-group-sync/${verb}/`)
    expect((await admin('GET', '/orgs/acme/saml-group-sync/status/')).body).toEqual({ saml_group_sync_status: is })
  }
})

test('what a plan allows beyond what is set is told in the same unit', async () => {
  const { admin } = story()
  const path = '/orgs/acme/usage-limits/'
  const before = (await admin('GET', path)).body

  await admin('PATCH', path, { bandwidth_overage_limit: 100, storage_overage_limit: 50 })

  expect((await admin('GET', path)).body).toEqual({ ...before, bandwidth_overage_limit: 100, storage_overage_limit: 50 })
  expect(before.bandwidth_maximum).toBeGreaterThan(0)
  expect(before.bandwidth_maximum).toBeLessThan(1_000_000)
})

test('the quota counts what goes beyond the plan in bytes, and shares as decimal numbers', async () => {
  const { admin } = story()
  const limitOf = async () => (await admin('GET', '/quota/acme/')).body.usage
  const { raw: before } = await limitOf()

  await admin('PATCH', '/orgs/acme/usage-limits/', { bandwidth_overage_limit: 2, storage_overage_limit: 3 })

  const { raw, display } = await limitOf()
  expect(raw.bandwidth.configured - before.bandwidth.configured).toBe(2_000_000_000)
  expect(raw.storage.configured - before.storage.configured).toBe(3_000_000_000)
  expect(raw.storage).toMatchObject({ plan_limit: before.storage.plan_limit, percentage_used: '0.00' })
  expect(display.storage).toMatchObject({ used: '0 bytes', percentage_used: '0.00%' })
  const [month] = (await admin('GET', '/quota/history/acme/')).body.history
  expect(month.raw.uploaded.percentage).toBe('0.00')
})

test('a token is switched off and on by what its repository and itself are called for good', async () => {
  const { admin } = story()
  const repository = (await admin('POST', '/repos/acme/', { name: 'tokens', repository_type_str: 'Private' })).body
  const path = `/entitlements/acme/${repository.slug_perm}/`
  const [token] = (await admin('GET', `${path}?query=name:Default`)).body

  for (const [verb, is_active] of [
    ['disable', false],
    ['disable', false],
    ['enable', true],
  ] as const) {
    expect((await admin('POST', `${path}${token.slug_perm}/${verb}/`)).status).toBe(204)
    expect((await admin('GET', `${path}${token.slug_perm}/`)).body.is_active).toBe(is_active)
  }
})
