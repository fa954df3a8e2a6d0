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
  const old = (base64: string) => ({ ...small, filename: 'renamed.tar.bz2', bytes: Buffer.from(base64, 'base64') })

  test('is read by its metadata, whatever the file is called', async () => {
    const packed =
      'QlpoOTFBWSZTWTSJ57AAAUzfgd6QUAf91yAqZQr//99qAIAICDABONkwlQmpmkyGgAABkGjQ9QBoA0ImSfqTQ0eoaAAhgDKAyHoCSJSeQYU9TI2Q' +
      'g0NGRiYEZGmHM4bDdQFZgbiMIUkaQkXO1PvC6EoFNTdiJAjBIYAnvh3IZhmasDQoHLMWLX/0x19Ju1bbdRXJBuLIM47kMPkP9Dq/KvjBiGKbnCI/' +
      'usYmCUAVK/BtUCIAEKfc6GgENQeHQ5wQMI7ZnEZu3hLrhTJsUrM4SIHyxUCaCEYpV6qIJOBbQ41sDjVGRLosqRR0ApNnHlHo1bekgOyzpjcN7Na0' +
      'C3RL4t4YJIfEXWpf4NmkJZRWRY6h/x7+/hXzSGHBAsCuCELCvJKCym+OkwDZsZbKwPpitwYRWlkmEaBgDbySsQ550DkuVX/Auh1RPbCUtZ4UEb8w' +
      'nhYsTPUp2JiBhSA6C7kinChIGkTz2AA='
    expect(await factsOf(old(packed))).toEqual({
      name: 'acme-api',
      version: '1.10',
      release: 'py312_0',
      license: 'MIT',
      summary: 'An API.',
      architectures: ['linux-64'],
      dependencies: [
        { name: 'python', operator: 'matches', version: '>=3.12,<3.13.0a0', dep_type: 'Depends' },
        { name: 'scipy', operator: '>=', version: '1.10', dep_type: 'Suggests' },
      ],
      identifiers: {},
      numFiles: 1,
      typeDisplay: 'file',
    })
  })

  test('is refused without metadata, cut short, or when it is something else', async () => {
    const withoutIndex =
      'QlpoOTFBWSZTWRSjJT4AAG/bgMmAQAH3gCAAcTGeCggIIABUNITJphGh6mEyaCSUeoNBkAAH20CZCD1wQiLcyrJWwpQIYGO+ouJ2EaJIdKk/s2LU' +
      'kG+Zw83ta/rb4GmG5zIiID8XckU4UJAUoyU+'
    expect(await reasonOf(old(withoutIndex))).toContain('has no info/index.json')
    expect(await reasonOf(old(withoutIndex.slice(0, 60)))).toContain('the bzip2 stream is damaged or cut short')
    expect(await reasonOf(old('UEs='))).toContain('the tar archive is cut short in a header')
  })
})

test.each([
  ['numpy>=1.8', 'numpy', '>=', '1.8'],
  ['conda-forge::numpy 1.26.*', 'numpy', 'matches', '1.26.*'],
  ['conda-forge/linux-64::numpy ==1.26', 'numpy', '=', '1.26'],
  ["numpy[version='>=1.11',build=py36_0]", 'numpy', '>=', '1.11'],
  ['numpy=1.11=py36_0', 'numpy', 'matches', '=1.11=py36_0'],
  ['python >=3.6, <3.8 | >=3.9', 'python', 'matches', '>=3.6,<3.8|>=3.9'],
  ['libzlib 1.3.1 0', 'libzlib', 'matches', '1.3.1 0'],
  ['__glibc >=2.17 # of the system', '__glibc', '>=', '2.17'],
  ['_libgcc_mutex', '_libgcc_mutex', null, null],
])('the match specification %s', async (text, name, operator, version) => {
  const facts = await factsOf(condaPackage({ name: 'a', version: '1', depends: [text] }))
  expect(facts.dependencies).toEqual([{ name, operator, version, dep_type: 'Depends' }])
})

test('a package of either kind of file is told by its ending', async () => {
  expect(await reasonOf({ ...small, filename: 'a-1-0.zip' })).toContain('a-1-0.zip is neither a .conda nor a .tar.bz2')
})

test('a package under another name than it was built with is refused, as Conda finds nothing in it', async () => {
  expect(await reasonOf({ ...small, filename: 'b-1-0.conda' })).toContain('has 0 info-b-1-0.tar.zst, which goes by the name')
})

test.each([
  ['no info', { ...small, bytes: zip({ 'metadata.json': '{}' }) }, 'has 0 info-a-1-0.tar.zst'],
  ['no index', conda({ 'info/about.json': '{}' }), 'has no info/index.json'],
  ['no version', conda({ 'info/index.json': '{"name":"a"}' }), 'info/index.json: version is missing'],
  ['no build', conda({ 'info/index.json': '{"name":"a","version":"1"}' }), 'info/index.json: build is missing'],
  [
    'a version of another language',
    conda({ 'info/index.json': '{"name":"a","version":"1:2/3"}' }),
    '"1:2/3", which is not a version',
  ],
])('a package with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
