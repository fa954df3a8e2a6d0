import { expect, test } from 'vitest'
import { areas, operations } from '../src/areas.ts'
import { formats } from '../src/catalogue/formats.ts'
import { upstreamFormats } from '../src/catalogue/upstreams.ts'
import { routes } from '../src/generated/routes.ts'
import { rawFile } from '../src/testing.ts'
import { expectInReadme } from './readme-table.ts'
import { story } from './story.ts'

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

const tables: Readonly<Record<string, () => string[][]>> = { areas: areaRows, formats: formatRows }

test.each(Object.entries(tables))('the table of %s in the README tells what there is', (name, rowsOf) => {
  expectInReadme(name, rowsOf())
})

function areaRows(): string[][] {
  const rows = areas.flatMap(({ title, operations: own = [], limits = '' }) => {
    const ids = Object.keys(Object.assign({}, ...[own].flat()))
    const count = routes.filter(({ id }) => ids.includes(id)).length
    return count === 0 ? [] : [[title, String(count), limits]]
  })
  return [['area', 'operations', 'limits'], ...rows.toSorted(([a = ''], [b = '']) => a.localeCompare(b, 'en'))]
}

function formatRows(): string[][] {
  const yes = (is: unknown) => (is ? 'yes' : '')
  const rows = Object.entries(formats).map(([slug, { name, namedBy, make, isScannable, distributions, native }]) => [
    name,
    `\`${slug}\``,
    namedBy ?? 'the package',
    yes(make),
    yes(isScannable),
    upstreamFormats[slug] ? (native?.upstream ? 'fetch' : 'settings') : '',
    yes(distributions),
    native
      ?.clients(nowhere)
      .map(({ client }) => client)
      .join(', ') ?? '',
  ])
  return [
    ['format', 'slug', 'name and version are of', 'made by seeds', 'scanned', 'upstreams', 'distributions', 'clients'],
    ...rows,
  ]
}

/** Any repository: here it is only asked which clients there are. */
const nowhere = {
  owner: 'acme',
  repo: 'dev',
  url: 'https://example.com',
  downloads: 'https://example.com',
  docker: 'https://example.com',
  signingKey: () => '',
  credentials: { username: 'token', password: 'key' },
  token: 'token',
}
