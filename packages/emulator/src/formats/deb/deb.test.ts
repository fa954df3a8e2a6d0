import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { hasCommand, succeeds } from '../../catalogue/has-command.ts'
import { factsOf, readFixture, reasonOf } from '../../catalogue/read-fixture.ts'
import { ar, concat, gzip, tar } from '../../format/archive-writers.ts'
import { debPackage } from '../../testing.ts'

/** A control archive as GNU tar and xz 5.4 packed it: `Package: tiny`, `Version: 1.0`. */
const packedByXz = Buffer.from(
  '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4Cf/AJ9dABcLyOfZ5dHD1ZV9QtvcDlxs1FkS8hVsMbzy0A5+NN5ihc1+QD4Sp95k5HX2' +
    'KEltec8h41XFVA5SgC8JEZSyVe+GlyB8fCa6w1B03bu2gTpAY+ib3wt6lEkbGpjpzoR5CmIoCzDzrnQ8nxrA8gqPEIaK0pydWZg+' +
    'xT7HEgw5cxSzYI3yigwna7vuwDnquuWOBmdlJGfg/B1ghxOul/+w4QAAu0ECAuwp2aMAAbsBgFAAAFCG3Q+xxGf7AgAAAAAEWVo=',
  'base64',
)

const deb = (bytes: Uint8Array) => ({ ...debPackage({ name: 'tiny', version: '1.0' }), bytes })
const packed = (members: Record<string, string | Uint8Array>) =>
  deb(ar({ 'debian-binary': '2.0\n', ...members, 'data.tar': tar({}) }))
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
  ['no ar archive', { ...packed({}), bytes: new TextEncoder().encode('PK') }, 'not an ar archive'],
  ['no control file', packed({ 'control.tar': tar({ './md5sums': '' }) }), 'has no control file'],
  ['no name', control('Version: 1\nArchitecture: all\n'), 'the control field Package is missing'],
  ['no architecture', control('Package: a\nVersion: 1\n'), 'the control field Architecture is missing'],
])('%s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})

describe('the order and number of the parts, as dpkg-deb has them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'deb-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  const text = 'Package: tiny\nVersion: 1.0\nArchitecture: all\nMaintainer: a <a@example.org>\nDescription: x\n'
  const version: Part = ['debian-binary', '2.0\n']
  const control: Part = ['control.tar.gz', gzip(tar({ './control': text }))]
  const data: Part = ['data.tar.gz', gzip(tar({ './a': 'a' }))]
  type Part = readonly [name: string, content: string | Uint8Array]
  const parts = (...members: Part[]) =>
    deb(concat(members.map(([name, content], index) => ar({ [name]: content }).subarray(index === 0 ? 0 : 8))))

  const read: [string, ReturnType<typeof deb>][] = [
    ['members for others, which start with _', parts(version, ['_sum', 'x'], control, ['_gpg', 'x'], data)],
    ['anything behind the data', parts(version, control, data, ['signature', 'x'])],
    ['a later minor version', parts(['debian-binary', '2.1\n'], control, data)],
    ['a name with a slash, as GNU writes', parts(['debian-binary/', '2.0\n'], control, data)],
    ['what zlib passes on as it is', parts(version, ['control.tar.gz', tar({ './control': text })], data)],
  ]
  const refused: [string, ReturnType<typeof deb>, string][] = [
    ['an archive of something else', parts(['main.o', 'x']), 'it is not a Debian package'],
    [
      'two control archives',
      parts(version, control, ['control.tar', tar({ control: text })], data),
      'has control.tar where data.tar',
    ],
    ['no data', parts(version, control), 'has no data archive'],
    ['no control archive', parts(version), 'has no control archive'],
    ['the data first', parts(version, data, control), 'has data.tar.gz where control.tar should be'],
    ['the version last', parts(control, data, version), 'does not start with debian-binary'],
    ['a member for nobody', parts(version, control, ['extra', 'x'], data), 'has extra where data.tar should be'],
    ['the next version of the format', parts(['debian-binary', '3.0\n'], control, data), 'another version of the package format'],
    ['a version without its line end', parts(['debian-binary', '2.0'], control, data), 'another version of the package format'],
    ['a compression of its own', parts(version, ['control.tar.foo', control[1]], data), 'control.tar.foo is compressed in a way'],
    ['bzip2 for the control archive', parts(version, ['control.tar.bz2', 'BZh91AY'], data), 'use gz, xz or zst'],
    [
      'another compression than its name',
      parts(version, ['control.tar.xz', control[1]], data),
      'not compressed as its name says',
    ],
  ]

  test.each(read)('%s: read', async (_, fixture) => {
    expect(await factsOf(fixture)).toMatchObject({ name: 'tiny', version: '1.0' })
  })

  test.each(refused)('%s: refused', async (_, fixture, reason) => {
    expect(await reasonOf(fixture)).toContain(reason)
  })

  test('a second control archive behind the data, which apt reads and dpkg does not: refused', async () => {
    expect(await reasonOf(parts(version, control, data, control))).toContain('has control.tar.gz where nothing should be')
  })

  test.runIf(hasCommand('dpkg-deb'))('dpkg-deb agrees', async () => {
    for (const [name, fixture] of [...read, ...refused]) {
      const path = join(folder, 'tiny.deb')
      writeFileSync(path, fixture.bytes)
      expect([name, (await readFixture(fixture)).ok]).toEqual([
        name,
        succeeds('dpkg-deb', '--info', path) && succeeds('dpkg-deb', '--contents', path),
      ])
    }
  })
})

describe('the control file, as dpkg parses it', () => {
  const fields = (changes: Record<string, string>) => {
    const all = { Package: 'a', Version: '1', Architecture: 'amd64', Description: 'x', ...changes }
    return control(
      Object.entries(all)
        .flatMap(([name, value]) => (value === '-' ? [] : [`${name}: ${value}\n`]))
        .join(''),
    )
  }

  test.each(['1.0~', '0', '1:1:1', '1.0+a-1~b', '2147483647:1'])('version %s', async (version) => {
    expect(await factsOf(fields({ Version: version }))).toMatchObject({ version })
  })

  test.each(['1 2', 'a', '1_2', '1.0-', ':1', '1:', 'a:1', '-1', '2147483648:1', '1-1:1', '~1', '1^2'])(
    'no version: %s',
    async (version) => {
      expect(await reasonOf(fields({ Version: version }))).toContain('which is not a version')
    },
  )

  test.each(['-a', '+a', 'a b', 'a/b', 'a:any', 'a~b', '.a', 'ä', '\n a'])('no name: %j', async (name) => {
    expect(await reasonOf(fields({ Package: name }))).toContain('which is not a valid name: use letters, digits and -+._')
  })

  test.each([
    [{ Architecture: 'amd64 i386' }, '"amd64 i386", which is not one architecture'],
    [{ Architecture: 'any' }, '"any", which is not one architecture'],
    [{ Architecture: '-', Source: 'a' }, 'the control field Architecture is missing'],
    [{ Package: '-', Source: 'a' }, 'the control field Package is missing'],
    [{ 'Multi-Arch': 'maybe' }, 'Multi-Arch is "maybe"'],
    [{ 'Multi-Arch': 'same', Architecture: 'all' }, 'Multi-Arch is "same", which all cannot be'],
    [{ package: 'b' }, 'has the field package twice'],
    [{ Depends: 'b\nnonsense' }, 'a line that is not a field: "nonsense"'],
    [{ Depends: 'b\n\nPackage: c' }, 'more than one block of fields'],
    [{ '#': 'x', '# y': 'z' }, 'a line that is not a field: "# y: z"'],
  ])('%o is refused', async (changes, reason) => {
    expect(await reasonOf(fields(changes))).toContain(reason)
  })

  test('a line without its end', async () => {
    expect(await reasonOf(control('Package: a\nVersion: 1\nArchitecture: all'))).toContain('its last line does not end')
  })

  test('relations of all kinds', async () => {
    const { dependencies } = await factsOf(
      fields({
        'Pre-Depends': 'libc6 (>= 2.14)',
        Depends: 'b:any (<< 2) | c (= 1:1-1),\n d(>=1)',
        Provides: 'e (= 1)',
        'Multi-Arch': 'foreign',
      }),
    )
    expect(dependencies.map(({ dep_type, name, operator, version }) => [dep_type, name, operator, version])).toEqual([
      ['Depends', 'b', '<<', '2'],
      ['Depends', 'c', '=', '1:1-1'],
      ['Depends', 'd', '>=', '1'],
      ['Pre-Depends', 'libc6', '>=', '2.14'],
      ['Provides', 'e', '=', '1'],
    ])
  })

  test.each([
    'a,',
    'a,,b',
    'a b',
    'a [amd64]',
    'a <!nocheck>',
    'a (>= 1) (<< 2)',
    '(>= 1)',
    'a (>= 1 2)',
    'a (>= 1_2)',
    'a (~ 1)',
    'a|',
    'a:',
    'a ()',
    'a (= 1',
  ])('no relation: %s', async (depends) => {
    expect(await reasonOf(fields({ Depends: depends }))).toContain('which dpkg does not understand')
  })

  test('alternatives where there can be none', async () => {
    expect(await reasonOf(fields({ Conflicts: 'a | b' }))).toContain('Conflicts has "a | b"')
  })
})

describe('a source package', () => {
  const text = 'Source: hello\nBinary: other\nVersion: 2.10-3\nArchitecture: any\nFiles:\n aa 1 hello.tar.gz\n'
  const dsc = (content: string) => ({ ...packed({}), filename: 'hello_2.10-3.dsc', bytes: new TextEncoder().encode(content) })
  const signed = (content: string) =>
    `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n${content}\n-----BEGIN PGP SIGNATURE-----\n\nxyz\n-----END PGP SIGNATURE-----\n`

  test('relations that are limited to architectures and build profiles', async () => {
    const { dependencies } = await factsOf(
      dsc(`${text}Build-Depends: a [!hurd-i386] <!nocheck> <!cross>, b:native (>= 1) | c,\nBuild-Depends-Arch: d\n`),
    )
    expect(dependencies.map(({ dep_type, name, version }) => [dep_type, name, version])).toEqual([
      ['Build-Depends', 'a', null],
      ['Build-Depends', 'b', '1'],
      ['Build-Depends', 'c', null],
      ['Build-Depends', 'd', null],
    ])
  })

  test.each([
    ['fields in front of the signed ones', `Source: evil\n\n${signed(text)}`, 'more than one block'],
    ['a second block', `${text}\n${text}`, 'more than one block'],
    ['no files', text.replace('Files', 'Filed'), 'the field Files is missing'],
    ['the name of a binary package only', text.replace('Source', 'Package'), 'the control field Source is missing'],
  ])('%s: refused', async (_, content, reason) => {
    expect(await reasonOf(dsc(content))).toContain(reason)
  })
})
