import zlib from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { tar, zip } from '../../format/archive-writers.ts'
import { condaPackage } from './build.ts'

const small = condaPackage({ name: 'a', version: '1' })
const conda = (info: Record<string, string>) => ({
  ...small,
  bytes: zip({ 'info-a-1-0.tar.zst': zlib.zstdCompressSync(tar(info)) }),
})

test('a package that was built is read back', async () => {
  const facts = await factsOf(
    condaPackage({
      name: 'acme-api',
      version: '1.10',
      build: 'py312_0',
      subdir: 'linux-64',
      license: 'MIT',
      description: 'An API.',
      depends: ['python >=3.9', 'numpy 1.26.*', 'openssl =3.0', 'zstd ==1.5.5', 'xz 5.4.6', 'libzlib 1.3.1 h4ab18f5_1', 'bash'],
      files: { 'site-packages/acme.py': '' },
    }),
  )
  expect(facts).toEqual({
    name: 'acme-api',
    version: '1.10',
    release: 'py312_0',
    license: 'MIT',
    summary: 'An API.',
    architectures: ['linux-64'],
    dependencies: [
      { name: 'python', operator: '>=', version: '3.9', dep_type: 'Depends' },
      { name: 'numpy', operator: 'matches', version: '1.26.*', dep_type: 'Depends' },
      { name: 'openssl', operator: 'matches', version: '=3.0', dep_type: 'Depends' },
      { name: 'zstd', operator: '=', version: '1.5.5', dep_type: 'Depends' },
      { name: 'xz', operator: '=', version: '5.4.6', dep_type: 'Depends' },
      { name: 'libzlib', operator: 'matches', version: '1.3.1 h4ab18f5_1', dep_type: 'Depends' },
      { name: 'bash', operator: null, version: null, dep_type: 'Depends' },
    ],
    identifiers: {},
    numFiles: 1,
    typeDisplay: 'file',
  })
})

describe('the older format, in bzip2', () => {
  const old = (filename: string, text: string) => ({ ...small, filename, bytes: new TextEncoder().encode(text) })

  test('is taken by its file name', async () => {
    expect(await factsOf(old('acme-api-1.10-py312_0.tar.bz2', 'BZh91AY'))).toMatchObject({
      name: 'acme-api',
      version: '1.10',
      release: 'py312_0',
    })
  })

  test.each([
    ['a-1-0.tar.bz2', 'PK', 'no bzip2 archive'],
    ['a-1.tar.bz2', 'BZh91AY', 'is not name-version-build.tar.bz2'],
  ])('%s that starts with %s is unreadable', async (filename, text, reason) => {
    expect(await reasonOf(old(filename, text))).toContain(reason)
  })
})

test.each([
  ['no info', { ...small, bytes: zip({ 'metadata.json': '{}' }) }, 'has 0 info archives'],
  ['no index', conda({ 'info/about.json': '{}' }), 'has no info/index.json'],
  ['no version', conda({ 'info/index.json': '{"name":"a"}' }), 'info/index.json: version is missing'],
])('a package with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
