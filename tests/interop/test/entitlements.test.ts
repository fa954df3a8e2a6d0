import { expect } from 'vitest'
import { exitCodeOf } from '../src/cli.ts'
import { service, test } from '../src/service.ts'

const { cli } = service()

/** Lists the tokens of a repository but the one that every private repository begins with. */
const listOwn = async (args: readonly string[]) => (await cli.list([...args])).filter(({ name }) => name !== 'Default')

test('entitlements are created, listed, renamed, refreshed, limited, carried over and deleted', async () => {
  const token = 'abcdefgh12345678'
  const created = await cli.item(['entitlements', 'create', 'acme/dev', '--name', 'customer', '--token', token, '--show-tokens'])
  expect(created).toMatchObject({ name: 'customer', token, is_active: true })
  const at = `acme/dev/${created.slug_perm}`

  const [hidden] = await listOwn(['entitlements', 'list', 'acme/dev'])
  expect(hidden).toMatchObject({ slug_perm: created.slug_perm, name: 'customer' })
  expect(hidden?.token).not.toBe(token)
  expect(await listOwn(['list', 'entitlements', 'acme/dev', '--show-tokens'])).toMatchObject([{ token }])

  expect(await cli.item(['entitlements', 'update', at, '--name', 'partner'])).toMatchObject({ name: 'partner' })
  const { token: fresh } = await cli.item(['entitlements', 'refresh', at, '--show-tokens', '--yes'])
  expect(fresh).toEqual(expect.stringMatching(/^\w{8,48}$/))
  expect(fresh).not.toBe(token)

  const limits = [
    '--limit-num-downloads=5',
    '--limit-num-clients=2',
    '--limit-path-query=^npm/',
    '--refresh-token=Monthly',
    '--limit-bandwidth=1',
    '--limit-bandwidth-unit=gigabyte',
    '--limit-package-query=name:lodash',
  ]
  const period = ['--limit-date-range-from=2020-01-01T00:00:00Z', '--limit-date-range-to=2077-01-01T00:00:00Z']
  expect(await cli.item(['entitlements', 'restrict', at, ...limits, ...period])).toMatchObject({
    name: 'partner',
    limit_num_downloads: 5,
    limit_num_clients: 2,
    limit_path_query: '^npm/',
    scheduled_reset_period: 'Monthly',
    limit_bandwidth: 1,
    limit_bandwidth_unit: 'Gigabyte',
    limit_package_query: 'name:lodash',
    limit_date_range_to: '2077-01-01T00:00:00Z',
  })

  expect(await cli.item(['entitlements', 'sync', 'acme/staging', 'dev', '--yes'])).toMatchObject({ name: 'partner' })
  expect(await listOwn(['entitlements', 'list', 'acme/staging'])).toMatchObject([{ name: 'partner', limit_num_downloads: 5 }])

  await cli.done(['entitlements', 'delete', at, '--yes'])
  expect(await listOwn(['entitlements', 'list', 'acme/dev'])).toEqual([])
  expect(await cli.failure(['entitlements', 'update', at, '--name', 'gone'])).toMatchObject({ code: exitCodeOf(404) })
})
