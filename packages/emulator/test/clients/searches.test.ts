import { describe, expect, test } from 'vitest'
import { queries } from '../../src/generated/requests.ts'
import { routes } from '../../src/generated/routes.ts'
import { type Client, story } from '../story.ts'

/** A list that can be searched by name, and how to add to it. */
interface SearchedList {
  readonly id: string
  readonly path: string
  readonly body?: object
  /** The default order. */
  readonly order: string
}

const searched: readonly SearchedList[] = [
  { id: 'orgs_services_list', path: '/orgs/acme/services/', order: 'created_at' },
  { id: 'orgs_teams_list', path: '/orgs/acme/teams/', order: 'name' },
  {
    id: 'orgs_openid-connect_list',
    path: '/orgs/acme/openid-connect/',
    body: { provider_url: 'https://ci.example.com', enabled: true, claims: { a: 'b' }, service_accounts: ['ci'] },
    order: 'name',
  },
  { id: 'entitlements_list', path: '/entitlements/acme/dev/', order: 'name' },
  { id: 'repos_namespace_list', path: '/repos/acme/', order: '-created_at' },
  {
    id: 'workspaces_policies_list',
    path: '/v2/workspaces/acme/policies/',
    body: { rego: 'package cloudsmith', enabled: false },
    order: '-created_at',
  },
]

/** Lists with searches of their own, which have tests of their own. */
const elsewhere = /^(?:packages_|audit_log_|orgs_members_)/

interface Named {
  readonly name: string
}

/** The three that are created, in this order, a second apart. */
const made = ['Nightly Build', 'Beta Release', 'Alpha Release'] as const

async function names(client: Client, { path }: SearchedList, query: string): Promise<string[]> {
  const { body } = await client('GET', `${path}?${query}`)
  const rows: Named[] = body.results ?? body
  return rows.map(({ name }) => name).filter((name) => made.some((one) => one === name))
}

async function filled({ path, body }: SearchedList): Promise<Client> {
  const { emulator, admin } = story()
  await admin('POST', '/orgs/acme/services/', { name: 'CI' })
  for (const name of made) {
    const { status } = await admin('POST', path, { ...body, name })
    expect(status).toBeOneOf([200, 201])
    await emulator.clock.advance(1000)
  }
  return admin
}

test('all lists that can be searched are here', () => {
  const ids = routes.map(({ id }) => id).filter((id) => id.endsWith('_list') && 'query' in (queries[id]?.properties ?? {}))
  const named = ids.filter((id) => !elsewhere.test(id))

  expect(searched.map(({ id }) => id).toSorted()).toEqual(named.toSorted())
})

describe.each(searched)('$id', (list) => {
  test.each([
    ['name:Nightly', ['Nightly Build']],
    ['name:"Beta Release"', ['Beta Release']],
    // Two words, the second of which may occur in any field.
    ['name:Alpha Release', ['Alpha Release']],
    ['name:^alpha', ['Alpha Release']],
    ['name:Release AND NOT name:Beta', ['Alpha Release']],
    ['build', ['Nightly Build']],
    ['name:Gamma', []],
  ])('is searched for %s as packages are', async (query, expected) => {
    expect(await names(await filled(list), list, `query=${encodeURIComponent(query)}`)).toEqual(expected)
  })

  test('refuses a query that cannot be read', async () => {
    const { status, body } = await (await filled(list))('GET', `${list.path}?query=name:`)

    expect(status).toBe(422)
    expect(body.fields.query).toHaveLength(1)
  })

  test('has an order, also where nobody asks for one', async () => {
    const client = await filled(list)
    const orders = {
      name: ['Alpha Release', 'Beta Release', 'Nightly Build'],
      created_at: made,
      '-created_at': made.toReversed(),
    }

    expect(await names(client, list, '')).toEqual(orders[list.order as keyof typeof orders])
    expect(await names(client, list, 'sort=-name')).toEqual(orders.name.toReversed())
  })
})

test('members of a workspace are searched by name, login, address and role', async () => {
  const { admin } = story()
  const found = async (query: string) =>
    (await admin('GET', `/orgs/acme/members/?query=${query}`)).body.map(({ user }: { user: string }) => user)

  expect(await found('user:^reader$')).toEqual(['reader'])
  expect(await found('role:owner')).toEqual(['admin'])
  expect(await found('name:writer')).toEqual(['writer'])
})
