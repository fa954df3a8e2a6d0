import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PackageFixture } from '@cloudsmith-sdk/emulator'
import { npmPackage, pythonSdist, pythonWheel } from '@cloudsmith-sdk/emulator/testing'
import { beforeAll, expect } from 'vitest'
import { service, test } from '../src/service.ts'

const { cli, emulator, home } = service()

const wheel = pythonWheel({ name: 'acme', version: '1.2.3' })
const sdist = pythonSdist({ name: 'acme', version: '1.2.3' })
const node = npmPackage({ name: 'acme', version: '2.0.0' })

beforeAll(async () => {
  await emulator.add('acme/dev', wheel)
  await emulator.add('acme/dev', sdist)
  await emulator.add('acme/dev', node, { tags: ['blessed'] })
})

let last = 0
/** Downloads to a place of its own, and tells what arrived there. */
async function download(name: string, ...options: string[]) {
  const to = join(home(), `download-${++last}`)
  const { files } = (await cli.data(['download', 'acme/dev', name, ...options, '--outfile', to])) as { files: object[] }
  return { to, files }
}

test.for<[what: string, options: string[], wanted: PackageFixture]>([
  ['a format', ['--format', 'npm'], node],
  ['a file name', ['--filename', '*.whl'], wheel],
  ['a version', ['--version', '2.0.0'], node],
  ['a tag', ['--tag', 'blessed'], node],
])('the package of %s is downloaded', async ([_, options, wanted]) => {
  const { to, files } = await download('acme', ...options)
  expect(files).toMatchObject([{ status: 'OK', size: wanted.bytes.length }])
  expect(await readFile(to)).toEqual(Buffer.from(wanted.bytes))
})

test('of several, all are downloaded where told so, and none without', async () => {
  const refused = await cli.run(['download', 'acme/dev', 'acme', '--format', 'python'])
  expect(refused.code).not.toBe(0)
  const { files } = await download('acme', '--format', 'python', '--download-all')
  expect(files).toHaveLength(2)
})

test('a dry run downloads nothing', async () => {
  const to = join(home(), 'nothing')
  await cli.done(['download', 'acme/dev', 'acme', '--format', 'npm', '--dry-run', '--outfile', to])
  expect(existsSync(to)).toBe(false)
})
