import { describe, expect, test } from 'vitest'
import { routes } from '../../src/generated/routes.ts'
import { rawFile } from '../../src/testing.ts'
import { type Answer, story } from '../story.ts'
import { people } from './kinds/people.ts'
import { policies } from './kinds/policies.ts'
import { repositories } from './kinds/repositories.ts'
import { upstreams } from './kinds/upstreams.ts'
import { type Fields, type ResourceKind, rowsOf, seenOf, settableFields } from './resource-kind.ts'

// What declarative clients such as the vendor's Terraform provider need: whatever they set can be read again, and nothing that is as declared looks
// like a difference.

const kinds: readonly ResourceKind[] = [...people, ...policies, ...upstreams, ...repositories]

/** Types that can be created and deleted, and why they are not tested here. */
const others: Readonly<Record<string, string>> = {
  packages_metadata: 'the same resources as metadata_packages, at another address',
}

/** A workspace with what resources belong to. */
async function workspaceFor({ collection, identifiers: [identifier = ''] = ['slug_perm'], isListedOnly }: ResourceKind) {
  const { emulator, admin } = story({ rego: () => ({ match: false }) })
  await emulator.add('acme/dev', rawFile({ bytes: 'abc' }))
  const path = typeof collection === 'string' ? collection : await collection(admin)
  const pathOf = (resource: Fields, by = identifier) => `${path}${resource[by]}/`
  return {
    admin,
    path,
    pathOf,
    settle: () => emulator.settle(),
    async create(fields: Fields): Promise<Fields> {
      const { status, body } = await admin('POST', path, fields)
      expect([status, body]).toEqual([expect.toBeOneOf([200, 201]), expect.anything()])
      await emulator.settle()
      return body
    },
    /** As a client imports it: by its identifier alone. */
    async read(resource: Fields, by?: string): Promise<Fields> {
      if (!isListedOnly) return ok(await admin('GET', pathOf(resource, by)))
      const rows = rowsOf(ok(await admin('GET', path)))
      return rows.find(({ slug_perm }) => slug_perm === resource.slug_perm) ?? {}
    },
  }
}

function ok({ status, body }: Answer) {
  expect([status, body]).toEqual([200, expect.anything()])
  return body
}

test('every kind of resource that can be made and deleted is here', () => {
  const ids = new Set<string>(routes.map(({ id }) => id))
  const prefixes = [...ids].flatMap((id) => (id.endsWith('_create') ? [id.slice(0, -'_create'.length)] : []))
  const declared = prefixes.filter((prefix) => ids.has(`${prefix}_delete`) || ids.has(`${prefix}_destroy`))

  const here = new Set(kinds.map(({ create }) => create.slice(0, -'_create'.length)))
  expect([...here, ...Object.keys(others)].toSorted()).toEqual(declared.toSorted())
})

describe.each(kinds)('$kind', (kind) => {
  const { create, replace, patch, first, second, least, emptied, shown = {}, left = {}, identifiers } = kind

  test('is set in every field that there is, at other values than it has by itself', async () => {
    const { create: make, read } = await workspaceFor(kind)
    const plain = await read(await make(least))

    expect(Object.keys({ ...first, ...left }).toSorted()).toEqual(settableFields(create, first).toSorted())
    if (patch) expect(settableFields(patch, first)).toEqual(expect.arrayContaining(Object.keys(second)))
    const unsaid = Object.entries(seenOf(kind, first)).filter(([name]) => !(name in least))
    for (const [name, value] of unsaid) expect([name, plain[name]]).not.toEqual([name, value])
  })

  test('comes back as it was set', async () => {
    const { create: make, read } = await workspaceFor(kind)

    const made = await make(first)

    const resource = await read(made)
    expect(resource).toMatchObject(seenOf(kind, first))
    const hidden = Object.keys(first).filter((name) => name in shown && !(name in seenOf(kind, first)))
    for (const name of hidden) expect(resource).not.toHaveProperty(name)
  })

  test('is the same after the same is said again', async () => {
    const { admin, create: make, read, pathOf, settle } = await workspaceFor(kind)
    const resource = await read(await make(first))
    const said = Object.fromEntries(
      Object.entries(first).filter(([name]) => !patch || settableFields(patch, first).includes(name)),
    )

    for (const [method, operation] of [
      ['PATCH', patch],
      ['PUT', replace],
    ] as const) {
      if (operation === undefined) continue
      ok(await admin(method, pathOf(resource), said))
      await settle()
      const { updated_at: _before, ...before } = resource
      const { updated_at: _after, ...after } = await read(resource)
      expect(after).toEqual(before)
    }
  })

  test.runIf(patch)('changes in every field, and back', async () => {
    const { admin, create: make, read, pathOf } = await workspaceFor(kind)
    const made = await make(first)

    const changed: Fields = ok(await admin('PATCH', pathOf(made), second))

    const now = { ...made, ...changed }
    expect(await read(now)).toMatchObject(seenOf(kind, second))
    if (replace === undefined) return
    ok(await admin('PUT', pathOf(now), first))
    expect(await read(now)).toMatchObject(seenOf(kind, first))
  })

  test.runIf(replace)('is by itself again where it is replaced by little', async () => {
    const { admin, create: make, read, pathOf } = await workspaceFor(kind)
    const made = await make(first)
    const little = Object.fromEntries(Object.keys(least).map((name) => [name, first[name] ?? least[name]]))
    const other = await workspaceFor(kind)
    const plain = await other.read(await other.create(little))

    ok(await admin('PUT', pathOf(made), little))

    const fields = (resource: Fields) => Object.fromEntries(Object.keys(first).map((name) => [name, resource[name]]))
    expect(fields(await read(made))).toEqual(fields(plain))
  })

  test('is found by what names it, and in its list', async () => {
    const { admin, path, create: make, read } = await workspaceFor(kind)
    const made = await make(first)
    const resource = await read(made)

    for (const by of identifiers ?? []) expect(await read(made, by)).toEqual(resource)
    const list = await admin('GET', path)
    expect(rowsOf(list.body)).toContainEqual(resource)
    expect(Number(list.headers.get('X-Pagination-Count'))).toBe(rowsOf(list.body).length)
  })

  test.runIf(emptied)('loses what is emptied', async () => {
    const { admin, create: make, read, pathOf } = await workspaceFor(kind)
    const made = await make(first)

    ok(await admin('PATCH', pathOf(made), emptied))

    expect(await read(made)).toMatchObject(seenOf(kind, emptied ?? {}))
  })

  test('is gone when it was deleted, and cannot be deleted again', async () => {
    const { admin, path, create: make, pathOf, settle } = await workspaceFor(kind)
    const made = await make(first)

    expect((await admin('DELETE', pathOf(made))).status).toBeOneOf([200, 204])
    await settle()

    if (!kind.isListedOnly) expect((await admin('GET', pathOf(made))).status).toBe(404)
    expect((await admin('DELETE', pathOf(made))).status).toBe(404)
    expect(rowsOf((await admin('GET', path)).body).filter(({ slug_perm }) => slug_perm === (made.slug_perm ?? ''))).toEqual([])
    // The same can be created again.
    await make(first)
  })
})
