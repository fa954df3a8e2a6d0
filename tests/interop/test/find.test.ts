import { npmPackage, rawFile } from '@cloudsmith-sdk/emulator/testing'
import { beforeAll, expect } from 'vitest'
import { exitCodeOf } from '../src/cli.ts'
import { service, test } from '../src/service.ts'

const { cli, emulator } = service()

beforeAll(async () => {
  for (const version of ['1.9.0', '1.10.0', '2.0.0-rc.1']) await emulator.add('acme/dev', npmPackage({ name: 'lodash', version }))
  await emulator.add('acme/dev', rawFile({ bytes: 'x'.repeat(5_000), filename: 'big.bin', name: 'big', version: '1' }), {
    tags: ['blob'],
  })
})

const find = async (...options: string[]) => {
  const found = await cli.list(['list', 'packages', 'acme/dev', ...options])
  return found.map(({ name, version }) => `${name} ${version}`)
}

test.concurrent.for<[query: string, found: string[]]>([
  ['lodash', ['lodash 1.10.0', 'lodash 1.9.0', 'lodash 2.0.0-rc.1']],
  ['name:^lodash$ AND version:>=1.10.0', ['lodash 1.10.0', 'lodash 2.0.0-rc.1']],
  ['format:raw OR version:^1.9.0$', ['big 1', 'lodash 1.9.0']],
  ['tag:blob', ['big 1']],
  ['name:~lodash', ['big 1']],
  ['size:>4000', ['big 1']],
  ['nothing-of-the-kind', []],
])('finds packages by %s', async ([query, found]) => {
  expect((await find('--query', query)).toSorted()).toEqual(found)
})

test('sorts packages as asked for', async () => {
  const versions = ['lodash 1.9.0', 'lodash 1.10.0', 'lodash 2.0.0-rc.1']
  expect(await find('-q', 'format:npm', '--sort', 'version')).toEqual(versions)
  expect(await find('-q', 'format:npm', '--sort', '-version')).toEqual(versions.toReversed())
  expect((await find('--sort=-size'))[0]).toBe('big 1')
})

test('packages of connected repositories are listed where told so', async () => {
  const headers = { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' }
  const body = JSON.stringify({ target_repository: 'staging', is_active: true })
  const connected = await fetch(`${emulator.origin}/repos/acme/dev/connected/`, { method: 'POST', headers, body })
  expect(connected.status).toBe(201)
  await emulator.add('acme/staging', npmPackage({ name: 'afar', version: '1.0.0' }))
  expect(await find('-q', 'name:afar', '--include-connected')).toEqual(['afar 1.0.0'])
})

test('a query that cannot be read is refused', async () => {
  const { code, meta } = await cli.failure(['list', 'packages', 'acme/dev', '--query', '(name:lodash'])
  expect({ code, status: meta.code }).toEqual({ code: exitCodeOf(400), status: 400 })
})

test('distributions are listed', async () => {
  expect((await cli.list(['list', 'distros', 'deb'])).map(({ slug }) => slug)).toContain('ubuntu')
})
