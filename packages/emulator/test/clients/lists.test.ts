import { beforeAll, describe, expect, test } from 'vitest'
import { queries } from '../../src/generated/requests.ts'
import { routes } from '../../src/generated/routes.ts'
import type { EmulatorOptions } from '../../src/index.ts'
import { rawFile } from '../../src/testing.ts'
import { type Answer, story } from '../story.ts'

/** Lists that ignore pages although they accept the parameter, and why. @see docs/service.md#pagination */
const unpaged: Readonly<Record<string, string>> = {
  repos_privileges_list: 'sends no headers: a short page is the last',
  metrics_entitlements_account_list: 'is one object, with totals over all rows',
  metrics_entitlements_repo_list: 'is one object, with totals over all rows',
  metrics_packages_list: 'is one object, with totals over all rows',
}

/** Lists that have rows, which are needed to request the others. */
const filled: ReadonlySet<string> = new Set([
  'workspaces_domains_list',
  'packages_list',
  'packages_groups_list',
  'packages_namespace_list',
  'orgs_license-policy_list',
  'orgs_vulnerability-policy_list',
  'orgs_services_list',
  'orgs_openid-connect_list',
  'orgs_list',
  'orgs_members_list',
  'namespaces_list',
  'user_tokens_list',
  'repos_user_list',
  'repos_namespace_list',
  'entitlements_list',
  'audit_log_namespace_list',
  'workspaces_policies_list',
  'workspaces_policies_simulate_list',
])

const lists = routes.filter(({ id, method }) => method === 'GET' && 'page' in (queries[id]?.properties ?? {}) && !(id in unpaged))

/** What a list states about its pages. */
function pagesOf({ headers }: Answer) {
  const said = (name: string) => headers.get(`X-Pagination-${name}`)
  return { count: said('Count'), page: said('Page'), pageTotal: said('PageTotal'), pageSize: said('PageSize') }
}

/** Requests lists of a workspace with one of everything that a path may name. */
async function lister(options: EmulatorOptions = {}): Promise<(path: string, query: string) => Promise<Answer>> {
  const { emulator, admin } = story({ ...options, rego: () => ({ match: false }) })
  const pkg = await emulator.add('acme/dev', rawFile({ bytes: 'abc' }))
  const make = async (path: string, body: object) => (await admin('POST', path, body)).body
  const license = await make('/orgs/acme/license-policy/', { name: 'Licences', spdx_identifiers: ['MIT'] })
  const vulnerability = await make('/orgs/acme/vulnerability-policy/', { name: 'Vulnerabilities' })
  const service = await make('/orgs/acme/services/', { name: 'CI' })
  const provider = await make('/orgs/acme/openid-connect/', {
    name: 'CI',
    provider_url: 'https://ci.example.com',
    enabled: true,
    claims: { a: 'b' },
    service_accounts: [service.slug],
  })
  const policy = await make('/v2/workspaces/acme/policies/', { name: 'Policy', rego: 'package cloudsmith' })
  const names: Readonly<Record<string, string>> = {
    owner: 'acme',
    org: 'acme',
    workspace: 'acme',
    repo: 'dev',
    identifier: 'dev',
    package: pkg.slug_perm,
    package_slug_perm: pkg.slug_perm,
    provider_setting: provider.slug_perm,
    policy: policy.slug_perm,
  }
  return (path, query) => {
    const ofPolicy = path.includes('license') ? license.slug_perm : vulnerability.slug_perm
    const filledPath = path.replace(/\{(\w+)\}/g, (_, name) => names[name] ?? ofPolicy)
    return admin('GET', `${filledPath}?created_after=2020-01-01T00:00:00Z&${query}`)
  }
}

describe('every list', () => {
  let list: (path: string, query: string) => Promise<Answer>

  beforeAll(async () => {
    list = await lister()
  })

  test.each(lists)('$id says how many rows and pages it has, also where there are none', async ({ id, path }) => {
    const answer = await list(path, 'page_size=7')

    expect(answer.status).toBe(200)
    const { count, ...pages } = pagesOf(answer)
    expect(count).toMatch(filled.has(id) ? /^[1-9]\d*$/ : /^0$/)
    expect(pages).toEqual({ page: '1', pageTotal: String(Math.max(1, Math.ceil(Number(count) / 7))), pageSize: '7' })
  })
})

test('empty lists have no such headers where the switch says so', async () => {
  const list = await lister({ switches: { emptyListHeaders: false } })

  expect(pagesOf(await list('/webhooks/{owner}/{repo}/', ''))).toEqual({
    count: null,
    page: null,
    pageTotal: null,
    pageSize: null,
  })
  expect(pagesOf(await list('/repos/{owner}/', ''))).toMatchObject({ count: '3' })
})

test('a page beyond the last is empty, and says so', async () => {
  const list = await lister()

  const answer = await list('/repos/{owner}/', 'page=9&page_size=2')

  expect(answer.body).toEqual([])
  expect(pagesOf(answer)).toEqual({ count: '3', page: '9', pageTotal: '2', pageSize: '2' })
})
