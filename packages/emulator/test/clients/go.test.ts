import { beforeAll, describe, expect, test } from 'vitest'
import { routes } from '../../src/generated/routes.ts'
import type { Json } from '../json.ts'
import { type Client, story } from '../story.ts'
import { filledWorkspace } from './filled.ts'
import { rowsOf } from './resource-kind.ts'

// What the vendor's generated Go clients read: they decode every response into types, and one value of another type fails the whole call. Other tests
// check that responses conform to the description; this one requests every operation, and checks what types do not express.

/** Reads that are not possible here, and why. */
const unread: Readonly<Record<string, string>> = {
  files_info: 'is of an upload that is under way',
  orgs_members_remove: 'removes',
  badges_version_list: 'answers with a picture',
}

/** Values of path parameters that the list before them does not contain. */
const known: Readonly<Record<string, string>> = { owner: 'acme', org: 'acme', workspace: 'acme', repo: 'dev' }

const reads = routes.filter(({ id, method }) => method === 'GET' && !(id in unread))

/** A path that leads to something: its parameters are looked up in the list before them. */
async function addressOf(client: Client, path: string, pkg: Json): Promise<string> {
  let address = ''
  for (const segment of path.split('/').filter((part) => part !== '')) {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1]
    address += `/${name === undefined ? segment : (known[name] ?? (await look(client, address, name, pkg)))}`
  }
  return path.endsWith('/') ? `${address}/` : address
}

async function look(client: Client, before: string, name: string, pkg: Json): Promise<string> {
  if (/^package(?:_slug_perm)?$/.test(name) || before === '/packages/acme/dev') return pkg.slug_perm
  if (before === '/repos/acme') return 'dev'
  if (before === '/users/profile' || name === 'member') return 'reader'
  const path = `${before}/`.replace(/^\/orgs\/acme\/(license|vulnerability)-policy\/$/, '/orgs/acme/$1-policy/')
  const query = path.includes('decision-logs') ? '?created_after=2020-01-01T00:00:00Z' : ''
  const { body } = await client('GET', path + query)
  const rows = rowsOf(body) as Json[]
  const row = rows.find(({ mapping_claim }) => mapping_claim) ?? rows[0]
  const { claim_value, id, slug_perm, identifier, slug } = row ?? {}
  return encodeURIComponent(
    claim_value ?? (name === 'id' ? id : undefined) ?? (name === 'slug' ? slug : undefined) ?? slug_perm ?? identifier ?? slug,
  )
}

/** A time that both clients can parse: RFC 3339, with a zone. */
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/

/** All values in a response, with the name of their field. */
function* valuesIn(value: Json, name = ''): Generator<readonly [name: string, value: unknown]> {
  if (typeof value !== 'object' || value === null) yield [name, value]
  else if (Array.isArray(value)) for (const inner of value) yield* valuesIn(inner, name)
  else for (const [field, inner] of Object.entries(value)) yield* valuesIn(inner, field)
}

describe('every read', () => {
  let client: Client
  let pkg: Json

  beforeAll(async () => {
    ;({ admin: client, pkg } = await filledWorkspace())
  }, 60_000)

  test.each(reads)(
    'of $id is answered in types that are read: moments with a zone, whole numbers that are exact',
    async ({ path }) => {
      const address = await addressOf(client, path, pkg)

      const { status, body, headers } = await client('GET', `${address}?created_after=2020-01-01T00:00:00Z`)

      expect([address, status]).toEqual([address, 200])
      expect(headers.get('content-type')).toBe('application/json')
      for (const [name, value] of valuesIn(body)) {
        if (typeof value === 'number') expect([name, Number.isFinite(value)]).toEqual([name, true])
        if (/_at$|^created$/.test(name) && value !== null) expect([name, value]).toEqual([name, expect.stringMatching(rfc3339)])
      }
    },
  )
})

describe('a moment', () => {
  test.each(['2026-01-01', '2026-01-01T02:00:00+02:00', '2026-01-01T00:00:00.000Z', '2026-01-01 00:00Z'])(
    'that was sent as %s is read with a zone',
    async (sent) => {
      const { admin } = story()
      const { body } = await admin('POST', '/entitlements/acme/dev/', { name: 'Token', limit_date_range_from: sent })

      expect(body.limit_date_range_from).toBe('2026-01-01T00:00:00Z')
    },
  )
})

describe('an error', () => {
  const policies = '/v2/workspaces/acme/policies/'

  test.each([
    ['GET', '/repos/acme/none/', undefined, 404],
    ['GET', `${policies}none/`, undefined, 404],
    ['POST', '/orgs/acme/teams/', {}, 422],
    ['POST', policies, { name: 'a'.repeat(101), rego: 1 }, 422],
    ['PATCH', '/v2/metadata/packages/none/none/', {}, 404],
  ])('of %s %s has a detail, and lists of texts by field', async (method, path, body, status) => {
    const answer = await story().admin(method, path, body)

    expect([answer.status, answer.body.detail]).toEqual([status, expect.stringMatching(/\S/)])
    const lists: unknown[] = Object.values(answer.body.fields ?? {})
    expect(lists.length > 0).toBe(status === 422)
    for (const list of lists) expect(list).toEqual([expect.any(String)])
  })

  test('in the second version lists what is wrong inside of a field with the field', async () => {
    const { admin } = story({ rego: () => ({ match: false }) })
    const { slug_perm } = (await admin('POST', policies, { name: 'Policy', rego: 'package cloudsmith' })).body

    const tags = ['a', 'b'.repeat(101)]
    const { status, body } = await admin('POST', `${policies}${slug_perm}/actions/`, { action_type: 'AddPackageTags', tags })

    expect(status).toBe(422)
    expect(body.fields).toEqual({ tags: [expect.stringContaining('100 characters')] })
  })

  test('of a wrong key and of none are told apart by their details', async () => {
    const { as, anonymous } = story()

    expect(await as('wrong')('GET', '/user/self/')).toMatchObject({ status: 401, body: { detail: 'Invalid token.' } })
    expect((await anonymous('GET', '/orgs/acme/')).body.detail).toBe('Authentication credentials were not provided.')
  })
})
