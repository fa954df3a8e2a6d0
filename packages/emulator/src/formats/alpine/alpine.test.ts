import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { concat, gzip, tar } from '../../format/archive-writers.ts'
import { alpinePackage } from './build.ts'

const small = alpinePackage({ name: 'a', version: '1-r0' })
const apk = (info: string) => ({ ...small, bytes: gzip(tar({ '.PKGINFO': info })) })

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
  expect(await factsOf(signed)).toMatchObject({ name: 'a', version: '1-r0', numFiles: 2 })
})

test('what a package provides is listed too', async () => {
  const { dependencies } = await factsOf(apk('pkgname = a\npkgver = 1-r0\narch = noarch\nprovides = cmd:a=1-r0\n'))
  expect(dependencies).toEqual([{ name: 'cmd:a', operator: '=', version: '1-r0', dep_type: 'Provides' }])
})

test.each([
  ['the newer container', { ...small, bytes: new TextEncoder().encode('ADBd') }, 'apk-tools 3 are not read'],
  ['no data', { ...small, bytes: gzip(tar({ '.PKGINFO': 'pkgname = a\n' }).subarray(0, -1024)) }, 'cut short between'],
  ['no .PKGINFO', { ...small, bytes: gzip(tar({ usr: '' })) }, 'has 0 .PKGINFO'],
  ['no architecture', apk('pkgname = a\npkgver = 1-r0\n'), '.PKGINFO: arch is missing'],
])('%s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
