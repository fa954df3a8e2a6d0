import { expect } from 'vitest'
import { exitCodeOf } from '../src/cli.ts'
import { service, test } from '../src/service.ts'

const { cli, file, emulator } = service()

test('repositories are created, listed, updated and deleted', async () => {
  const settings = await file('repository.json', { name: 'Scratch', slug: 'scratch', repository_type_str: 'Private' })
  const created = await cli.item(['repos', 'create', 'acme', settings])
  expect(created).toMatchObject({ slug: 'scratch', name: 'Scratch', namespace: 'acme', is_private: true, package_count: 0 })

  const all = await cli.list(['repos', 'list', 'acme'])
  expect(all.map(({ slug }) => slug).toSorted()).toEqual(['dev', 'production', 'scratch', 'staging'])

  const change = await file('change.json', { description: 'for trying things out', replace_packages_by_default: true })
  const updated = await cli.item(['repos', 'update', 'acme/scratch', change])
  expect(updated).toMatchObject({ slug_perm: created.slug_perm, description: 'for trying things out' })
  expect(await cli.item(['repos', 'get', 'acme/scratch'])).toMatchObject({ replace_packages_by_default: true })

  await cli.done(['repos', 'delete', 'acme/scratch', '--yes'])
  await emulator.settle()
  expect(await cli.failure(['repos', 'get', 'acme/scratch'])).toMatchObject({ code: exitCodeOf(404), detail: 'Not found.' })
})

test('a repository of a name that is taken is refused, field by field', async () => {
  const settings = await file('taken.json', { name: 'dev', repository_type_str: 'Private' })
  const { code, meta } = await cli.failure(['repos', 'create', 'acme', settings])
  expect({ code, status: meta.code }).toEqual({ code: exitCodeOf(422), status: 422 })
})

test('pages are cut as asked for', async () => {
  const { stdout } = await cli.run(['list', 'repos', 'acme', '--page-size', '2', '--page', '2'])
  const { data, meta } = JSON.parse(stdout) as { data: unknown[]; meta: { pagination: object } }
  expect(data).toHaveLength(1)
  expect(meta.pagination).toMatchObject({ page: 2, page_max: 2, page_size: 2, results_total: 3 })
  expect(await cli.list(['list', 'repos', 'acme', '--page-all'])).toHaveLength(3)
})
