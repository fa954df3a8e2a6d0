import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { ar, tar } from '../../format/archive-writers.ts'
import { debPackage } from '../../testing.ts'

/** A control archive as GNU tar and xz 5.4 packed it: `Package: tiny`, `Version: 1.0`. */
const packedByXz = Buffer.from(
  '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4Cf/AJ9dABcLyOfZ5dHD1ZV9QtvcDlxs1FkS8hVsMbzy0A5+NN5ihc1+QD4Sp95k5HX2' +
    'KEltec8h41XFVA5SgC8JEZSyVe+GlyB8fCa6w1B03bu2gTpAY+ib3wt6lEkbGpjpzoR5CmIoCzDzrnQ8nxrA8gqPEIaK0pydWZg+' +
    'xT7HEgw5cxSzYI3yigwna7vuwDnquuWOBmdlJGfg/B1ghxOul/+w4QAAu0ECAuwp2aMAAbsBgFAAAFCG3Q+xxGf7AgAAAAAEWVo=',
  'base64',
)

const packed = (members: Record<string, string | Uint8Array>) => ({
  ...debPackage({ name: 'tiny', version: '1.0' }),
  bytes: ar({ 'debian-binary': '2.0\n', ...members }),
})
const control = (text: string) => packed({ 'control.tar': tar({ './control': text }) })

test('a control archive in xz, the default of dpkg-deb', async () => {
  expect(await factsOf(packed({ 'control.tar.xz': packedByXz }))).toMatchObject({ name: 'tiny', version: '1.0', numFiles: 0 })
})

test('a damaged xz stream does not spoil the next one', async () => {
  const cut = packed({ 'control.tar.xz': packedByXz.subarray(0, 150) })
  expect(await reasonOf(cut)).toContain('the xz stream is damaged or cut short')
  expect(await factsOf(packed({ 'control.tar.xz': packedByXz }))).toMatchObject({ name: 'tiny' })
})

test.each([
  ['1.0', { release: undefined, epoch: undefined }],
  ['2:1.0-rc-3', { release: '3', epoch: 2 }],
  ['1.0~beta1+dfsg-0ubuntu1', { release: '0ubuntu1', epoch: undefined }],
])('version %s keeps its whole text and gives %o', async (version, parts) => {
  expect(await factsOf(debPackage({ name: 'a', version }))).toMatchObject({ version, ...parts })
})

test('the component is the one of the upload', async () => {
  expect((await factsOf(debPackage({ name: 'a', version: '1', component: 'contrib' }))).identifiers).toEqual({
    deb_component: 'contrib',
  })
})

test('a source package is its .dsc, signed or not', async () => {
  const text =
    'Source: hello\nVersion: 2.10-3\nArchitecture: any all\nBuild-Depends: debhelper (>= 13~)\nFiles:\n aa 1 hello.tar.gz\n bb 2 hello.debian.tar.xz\n'
  const dsc = (content: string) => ({ ...packed({}), filename: 'hello_2.10-3.dsc', bytes: new TextEncoder().encode(content) })
  const facts = await factsOf(dsc(text))
  expect(facts).toMatchObject({
    name: 'hello',
    version: '2.10-3',
    architectures: ['any', 'all'],
    dependencies: [{ name: 'debhelper', operator: '>=', version: '13~', dep_type: 'Build-Depends' }],
    numFiles: 2,
  })
  const signed = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n${text}\n-----BEGIN PGP SIGNATURE-----\n\nxyz\n-----END PGP SIGNATURE-----\n`
  expect(await factsOf(dsc(signed))).toEqual(facts)
})

test.each([
  ['no ar archive', { ...packed({}), bytes: new TextEncoder().encode('PK') }, 'no ar archive'],
  ['an ar archive of something else', { ...packed({}), bytes: ar({ 'main.o': 'x' }) }, 'it is no Debian package'],
  ['no control archive', packed({ 'data.tar': tar({}) }), 'has no control archive'],
  ['no control file', packed({ 'control.tar': tar({ './md5sums': '' }) }), 'has no control file'],
  ['bzip2 cut short inside', packed({ 'control.tar.bz2': 'BZh91AY' }), 'the bzip2 stream is damaged or cut short'],
  ['no name', control('Version: 1\nArchitecture: all\n'), 'the control field Package is missing'],
  ['no architecture', control('Package: a\nVersion: 1\n'), 'the control field Architecture is missing'],
  ['a version with spaces', control('Package: a\nVersion: 1 2\nArchitecture: all\n'), '"1 2", which is no version'],
])('%s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
