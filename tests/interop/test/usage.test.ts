import { rawFile } from '@cloudsmith-sdk/emulator/testing'
import { expect } from 'vitest'
import { service, test } from '../src/service.ts'

const { cli, emulator } = service()

test('quotas and metrics tell of a download', async () => {
  const bytes = 'x'.repeat(3_000)
  const { slug_perm } = await emulator.add('acme/dev', rawFile({ bytes, filename: 'big.bin', name: 'big', version: '1' }))
  const entitlement = await cli.item(['entitlements', 'create', 'acme/dev', '--name', 'customer', '--show-tokens'])
  await cli.data(['download', 'acme/dev', 'big', '--yes'])

  expect(await cli.data(['quota', 'limits', 'acme'])).toMatchObject({
    usage: { raw: { bandwidth: { used: 3_000 }, storage: { used: 3_000, plan_limit: expect.any(Number) } } },
  })
  expect(await cli.data(['quota', 'history', 'acme'])).toMatchObject({ history: [{ raw: { downloaded: { used: 3_000 } } }] })

  expect(await cli.data(['metrics', 'packages', 'acme/dev', '--packages', slug_perm])).toMatchObject({
    active: 1,
    total: 1,
    downloads: { total: { value: 1 } },
    bandwidth: { total: { value: 3_000 } },
  })
  expect(await cli.data(['metrics', 'tokens', 'acme/dev', '--tokens', entitlement.slug_perm])).toMatchObject({
    total: 1,
    inactive: 1,
    downloads: { total: { value: 0 } },
  })

  const long = ['--start', '2001-01-01', '--finish', '2001-12-31']
  expect(await cli.data(['metrics', 'packages', 'acme/dev', ...long])).toMatchObject({ downloads: { total: { value: 0 } } })
  expect(await cli.data(['quota', 'limits', 'acme', '--oss'])).toEqual(expect.anything())
  expect(await cli.data(['quota', 'history', 'acme', '--oss'])).toEqual(expect.anything())
})
