import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { concat, gzip, tar } from '../../format/archive-writers.ts'
import { alpinePackage } from './build.ts'

const small = alpinePackage({ name: 'a', version: '1-r0' })
const data = gzip(tar({}))
/** Without the blocks at the end, which only the data part has. */
const control = (files: Record<string, string>) => gzip(tar(files).subarray(0, -1024))
const streams = (...parts: Uint8Array[]) => ({ ...small, bytes: concat(parts) })
const apk = (info: string) => streams(control({ '.PKGINFO': info }), data)
const info = 'pkgname = a\npkgver = 1-r0\narch = noarch\n'

test('a package that was built is read back', async () => {
  const facts = await factsOf(
    alpinePackage({
      name: 'acme-api',
      version: '1.2.3-r4',
      license: 'MIT',
      description: 'An API',
      architecture: 'aarch64',
      depends: ['so:libc.musl-aarch64.so.1', 'openssl>=3', 'zlib~1.3', '!uclibc'],
      distribution: 'alpine/v3.20',
      files: { 'usr/bin/acme': 'x' },
    }),
  )
  expect(facts).toEqual({
    name: 'acme-api',
    version: '1.2.3-r4',
    release: '4',
    license: 'MIT',
    summary: 'An API',
    architectures: ['aarch64'],
    dependencies: [
      { name: 'so:libc.musl-aarch64.so.1', operator: null, version: null, dep_type: 'Depends' },
      { name: 'openssl', operator: '>=', version: '3', dep_type: 'Depends' },
      { name: 'zlib', operator: 'matches', version: '~1.3', dep_type: 'Depends' },
      { name: 'uclibc', operator: null, version: null, dep_type: 'Conflicts' },
    ],
    identifiers: {},
    numFiles: 2,
    typeDisplay: 'alpine/v3.20',
  })
})

test('a signature before the control part changes nothing', async () => {
  const signature = gzip(tar({ '.SIGN.RSA.fixture.rsa.pub': 'sealed' }).subarray(0, -1024))
  const signed = { ...small, bytes: concat([signature, small.bytes]) }
  expect(await factsOf(signed)).toEqual(await factsOf(small))
})

test('a second .PKGINFO among the data is a file like others', async () => {
  const fixture = streams(control({ '.PKGINFO': info }), gzip(tar({ '.PKGINFO': info.replace('= a', '= evil'), usr: '' })))
  expect(await factsOf(fixture)).toMatchObject({ name: 'a', numFiles: 3 })
})

test('what it replaces, and a dependency from a tagged repository', async () => {
  const { dependencies } = await factsOf(apk(`${info}depend = tool@edge>=2\nreplaces = b<1\n`))
  expect(dependencies).toEqual([
    { name: 'tool', operator: '>=', version: '2', dep_type: 'Depends' },
    { name: 'b', operator: '<', version: '1', dep_type: 'Replaces' },
  ])
})

test('a gzip stream with all that its header can have', async () => {
  const packed = gzip(tar({ '.PKGINFO': info }).subarray(0, -1024))
  const header = Uint8Array.from([0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9, 0x61, 0, 0x62, 0, 1, 1])
  expect(await factsOf(streams(header, packed.subarray(10), data))).toMatchObject({ name: 'a' })
})

test('what a package provides is listed too', async () => {
  const { dependencies } = await factsOf(apk('pkgname = a\npkgver = 1-r0\narch = noarch\nprovides = cmd:a=1-r0\n'))
  expect(dependencies).toEqual([{ name: 'cmd:a', operator: '=', version: '1-r0', dep_type: 'Provides' }])
})

test.each([
  ['the newer container', { ...small, bytes: new TextEncoder().encode('ADBd') }, 'apk-tools 3 are not read'],
  [
    'no data',
    { ...small, bytes: gzip(tar({ '.PKGINFO': 'pkgname = a\n' }).subarray(0, -1024)) },
    'has no data, or is cut short between',
  ],
  ['no .PKGINFO', streams(control({ usr: '' }), data), 'has 0 .PKGINFO'],
  ['.PKGINFO in the data alone', streams(control({ '.post-install': '' }), gzip(tar({ '.PKGINFO': info }))), 'has 0 .PKGINFO'],
  [
    '.PKGINFO twice',
    streams(gzip(concat([tar({ '.PKGINFO': info }).subarray(0, -1024), tar({ '.PKGINFO': info })])), data),
    '.PKGINFO twice',
  ],
  [
    'other data',
    streams(control({ '.PKGINFO': `${info}datahash = ${'0'.repeat(64)}\n` }), data),
    'another SHA-256 than .PKGINFO says',
  ],
  ['data that is damaged', streams(control({ '.PKGINFO': info }), data.subarray(0, -4)), 'gzip stream is damaged or cut short'],
  ['two versions', apk(`${info}pkgver = 2-r0\n`), '.PKGINFO has pkgver twice'],
  ['a name with a slash', apk(info.replace('= a', '= a/b')), 'pkgname "a/b" is not valid'],
  ['a version that apk does not understand', apk(info.replace('1-r0', '1.0-beta')), 'pkgver "1.0-beta" is not a version'],
  ['no architecture', apk('pkgname = a\npkgver = 1-r0\n'), '.PKGINFO: arch is missing'],
])('%s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
