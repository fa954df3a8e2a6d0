import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { operations } from '../src/areas.ts'
import { routes } from '../src/generated/routes.ts'
import { rawFile } from '../src/testing.ts'
import { cells, tableOf } from './markdown-table.ts'
import { story } from './story.ts'

/** The areas of the API, by the beginnings of their operations' ids; the first that fits counts. */
const areas: readonly { name: string; ids: RegExp; limits: string }[] = [
  { name: 'metadata of packages', ids: /^(?:packages_metadata|metadata_)/, limits: 'validation looks at the shape only' },
  { name: 'metrics, quotas', ids: /^(?:metrics|quota)_/, limits: 'the plan is invented; nothing is refused for it' },
  { name: 'uploads', ids: /^(?:files_|packages_(?:validate_)?upload)/, limits: '' },
  { name: 'packages', ids: /^(?:packages|bulk)_/, limits: '' },
  { name: 'recycle bin', ids: /^recycle/, limits: '' },
  { name: 'upstreams', ids: /^repos_upstream/, limits: 'settings only: nothing is fetched from them' },
  { name: 'connected repositories', ids: /^repos_connected/, limits: 'downloads are from the repository itself only' },
  { name: 'signing keys', ids: /^repos_(?:gpg|rsa|ecdsa|ed25519|x509)/, limits: 'nothing is signed; certificates stay pending' },
  { name: 'rules about addresses', ids: /^(?:api_)?repos_geoip/, limits: 'nobody is turned away; countries decide nothing' },
  { name: 'repositories, privileges, retention', ids: /^repos?_/, limits: '' },
  { name: 'entitlements', ids: /^entitlements_/, limits: 'no licence agreements' },
  { name: 'enterprise policies', ids: /^workspaces_policies/, limits: 'decide nothing without an evaluator of Rego' },
  { name: 'licence, vulnerability and deny policies', ids: /^orgs_(?:license|vulnerability|deny)-policy/, limits: '' },
  { name: 'members, invitations', ids: /^orgs_(?:members|invites)/, limits: 'no mail is sent; nobody can accept' },
  { name: 'teams, services', ids: /^orgs_(?:teams|services)/, limits: 'managers of teams have no rights of their own' },
  { name: 'OpenID Connect', ids: /^(?:orgs_openid|openid_)/, limits: 'claims are checked, signatures are not' },
  {
    name: 'SAML, API key rules, custom domains',
    ids: /^(?:orgs_(?:saml|api_key|custom)|workspaces_domains)/,
    limits: 'SAML is kept without effect; domains come from the options',
  },
  { name: 'workspaces, limits of usage', ids: /^(?:orgs_|namespaces_)/, limits: 'workspaces come from the options' },
  { name: 'audit log', ids: /^audit_log/, limits: 'event names are made of the operations; reads are not logged' },
  { name: 'vulnerability scans', ids: /^vulnerabilities_/, limits: 'by the advisories that are given' },
  { name: 'webhooks', ids: /^webhooks_/, limits: '' },
  {
    name: 'broadcasts, badges',
    ids: /^(?:broadcasts|badges)_/,
    limits: 'no pages, no pictures; a badge token is that of an entitlement',
  },
  { name: 'users, keys', ids: /^users?_/, limits: 'passwords are keys; no second factor' },
  { name: 'formats, distributions, regions, limits, status', ids: /./, limits: '' },
]

const readme = new URL('../README.md', import.meta.url)
const part = /(?<=<!-- areas -->\n)[\s\S]*?(?=<!-- \/areas -->)/

test('every operation of the description is emulated', () => {
  expect(routes.filter(({ id }) => !Object.hasOwn(operations, id))).toEqual([])
})

test('every operation answers as described, to a request that says as little as can be', async () => {
  const { emulator, admin } = story()
  const pkg = await emulator.add('acme/dev', rawFile({ bytes: 'abc' }))
  const values: Readonly<Record<string, string>> = {
    owner: 'acme',
    org: 'acme',
    workspace: 'acme',
    repo: 'dev',
    package: pkg.slug_perm,
    package_slug_perm: pkg.slug_perm,
    member: 'reader',
    slug: 'acme',
  }
  // Deletions come last, so that what they delete is there for the others.
  const order = routes.toSorted((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'))
  for (const { id, method, path } of order) {
    const isOfPackage = path.startsWith('/packages/') || path.startsWith('/files/')
    const identifier = isOfPackage ? pkg.slug_perm : 'dev'
    const filled = path.replace(/\{(\w+)\}/g, (_, name) => (name === 'identifier' ? identifier : (values[name] ?? 'none')))
    const { status } = await admin(method, filled, method === 'GET' ? undefined : {})
    expect([id, status]).toEqual([id, expect.toSatisfy((code: number) => code < 500)])
  }
})

test('the table in the README tells what there is', () => {
  const table = tableOf(rowsOf())
  const text = readFileSync(readme, 'utf8')
  // Run with UPDATE=1 to write it.
  if (process.env.UPDATE) writeFileSync(readme, text.replace(part, `\n${table}\n\n`))
  else expect(cells(part.exec(text)?.[0] ?? '')).toEqual(cells(table))
})

function rowsOf(): string[][] {
  const home = (id: string) => areas.find(({ ids }) => ids.test(id))
  const rows = areas.map((area) => {
    const ids = routes.filter(({ id }) => home(id) === area).map(({ id }) => id)
    const emulated = ids.filter((id) => Object.hasOwn(operations, id)).length
    return [area.name, `${emulated} of ${ids.length}`, area.limits]
  })
  return [['area', 'operations', 'limits'], ...rows]
}
