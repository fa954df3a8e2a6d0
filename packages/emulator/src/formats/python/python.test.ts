import { describe, expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { gzip, tar, zip } from '../../format/archive-writers.ts'
import { pythonWheel } from '../../testing.ts'

const layout = 'Wheel-Version: 1.0\n'
const wheel = (metadata: string | Uint8Array, more: Record<string, string> = {}) => ({
  ...pythonWheel({ name: 'a', version: '1' }),
  bytes: zip({ 'a-1.dist-info/METADATA': metadata, 'a-1.dist-info/WHEEL': layout, ...more }),
})
const named = 'Name: a\nVersion: 1\n'

test.each([
  ['License-Expression: MIT\nLicense: old\n', 'MIT'],
  ['License: BSD-3-Clause\nClassifier: License :: OSI Approved :: MIT License\n', 'BSD-3-Clause'],
  ['License: UNKNOWN\nClassifier: License :: OSI Approved :: MIT License\n', 'MIT License'],
  ['License: Permission is granted,\n        to whom\nClassifier: License :: Public Domain\n', 'Public Domain'],
  ['License: BSD\nClassifier: License :: OSI Approved :: BSD License\n', 'BSD'],
  ['License: Apache\nClassifier: License :: OSI Approved :: Apache Software License\n', 'Apache Software License'],
  [
    [
      'Classifier: License :: OSI Approved',
      'Classifier: License :: OSI Approved :: MIT License',
      'Classifier: License :: OSI Approved :: GNU General Public License v3 or later (GPLv3+)\n',
    ].join('\n'),
    'MIT OR GPL-3.0-or-later',
  ],
  ['License: MIT\nLicense: BSD\nLicense-Expression: Apache-2.0\n', 'Apache-2.0'],
  [`Classifier: ${'License :: '.repeat(50_000)}MIT License\n`, 'MIT License'],
  ['License: \nClassifier: Topic :: Internet\n', undefined],
])('the licence of %j is %s', async (lines, expected) => {
  expect((await factsOf(wheel(named + lines))).license).toBe(expected)
})

test('Windows line ends, and a description in a field instead of the body', async () => {
  const facts = await factsOf(wheel('Name: a\r\nVersion: 1\r\nDescription: first\r\n        second\r\n'))
  expect(facts).toMatchObject({ version: '1', description: 'first\n        second' })
})

describe('what a distribution needs', () => {
  test.each([
    ['idna', 'idna', null, null, 'Depends'],
    ['idna (1.0)', 'idna', '=', '1.0', 'Depends'],
    ['idna[a,b]<4,>=2.5', 'idna', 'matches', '<4,>=2.5', 'Depends'],
    ['idna [a] (>=2.5) ; python_version < "3"', 'idna', '>=', '2.5', 'Recommends'],
    ['idna; extra == "test" or python_version < "3"', 'idna', null, null, 'Recommends'],
    ['idna; extra == "or"', 'idna', null, null, 'Suggests'],
    ['idna; extra != "test"', 'idna', null, null, 'Recommends'],
    ['idna===2.5', 'idna', 'matches', '===2.5', 'Depends'],
    ['idna ~=2.5;extra=="test"', 'idna', '~=', '2.5', 'Suggests'],
    ['idna; "test" == extra', 'idna', null, null, 'Suggests'],
    ['idna\n ; python_version < "3"\n and extra == "test"', 'idna', null, null, 'Suggests'],
    ['idna @ https://example.org/a;b==1.whl', 'idna', null, null, 'Depends'],
    ['idna[a]@git+https://example.org/idna.git ; extra == "test"', 'idna', null, null, 'Suggests'],
    ['zope.interface>=5', 'zope.interface', '>=', '5', 'Depends'],
  ])('Requires-Dist: %s', async (text, name, operator, version, dep_type) => {
    expect((await factsOf(wheel(`${named}Requires-Dist: ${text}\n`))).dependencies).toEqual([
      { name, operator, version, dep_type },
    ])
  })
})

describe('an egg', () => {
  const egg = (files: Record<string, string>) => ({
    ...wheel(''),
    filename: 'a-1-py3.12.egg',
    bytes: zip({ 'a/__init__.py': '', ...files }),
  })
  const info = { 'EGG-INFO/PKG-INFO': named }

  test('is read by its EGG-INFO, with what it needs from a file beside it', async () => {
    const text = 'idna>=2.5\n\n[:python_version < "3"]\nipaddress\n\n[test]\npytest\n\n[test:python_version < "3"]\nmock\n'
    const facts = await factsOf(egg({ ...info, 'EGG-INFO/requires.txt': text }))
    expect(facts).toMatchObject({ name: 'a', version: '1', numFiles: 3 })
    expect(facts.dependencies.map(({ name, dep_type }) => [name, dep_type])).toEqual([
      ['idna', 'Depends'],
      ['ipaddress', 'Recommends'],
      ['pytest', 'Suggests'],
      ['mock', 'Suggests'],
    ])
  })

  test('without any has what its metadata say', async () => {
    const facts = await factsOf(egg({ 'EGG-INFO/PKG-INFO': `${named}Requires-Dist: idna\n` }))
    expect(facts.dependencies).toMatchObject([{ name: 'idna' }])
    expect(await reasonOf(egg({ 'a-1.dist-info/METADATA': named }))).toContain('the egg has no EGG-INFO/PKG-INFO')
  })
})

describe('a source distribution', () => {
  const sdist = (filename: string, bytes: Uint8Array) => ({ ...wheel(''), filename, bytes })
  const inZip = (files: Record<string, string>) => sdist('a-1.zip', zip(files))

  test('may be a zip file', async () => {
    const copies = {
      'a-1/PKG-INFO': named,
      'a-1/a.egg-info/PKG-INFO': 'Name: b\n',
      'a-1/a/_vendor/b.dist-info/METADATA': 'Name: c\n',
    }
    expect(await factsOf(inZip(copies))).toMatchObject({ name: 'a', numFiles: 3 })
  })

  test('may be a tarball in bzip2, in another compression than its name says, or in none', async () => {
    const packed =
      'QlpoOTFBWSZTWYbVo/MAAHffgMqQwAL9kAGpxQBiI54ACAggAHUVqekDTEDRoMI0PSCSoGgAAAAB9fGNoQPuoQibqiAcigYgQ0E+rhYN3O0MExow' +
      'GcIGE+asrNDtahEunvVCE4xS6hkUl7InEQs8nXO8Eg/F3JFOFCQhtWj8wA=='
    const tarball = tar({ 'a-1/PKG-INFO': named })
    for (const bytes of [Buffer.from(packed, 'base64'), gzip(tarball), tarball])
      expect(await factsOf(sdist('a-1.tar.bz2', bytes))).toMatchObject({ name: 'a', version: '1' })
  })

  test('keeps Latin-1 from before Python 3 out of its name', async () => {
    const text = Buffer.from(`${named}Author: Zo\u00eb\n`, 'latin1')
    expect(await factsOf(sdist('a-1.tar.gz', gzip(tar({ 'a-1/PKG-INFO': text }))))).toMatchObject({ name: 'a' })
  })

  test.each([
    ['no metadata in its top folder', inZip({ 'a-1/a.egg-info/PKG-INFO': named }), 'has 0 PKG-INFO in its top folder'],
    ['two top folders', inZip({ 'a-1/PKG-INFO': named, 'b-1/PKG-INFO': named }), 'has 2 PKG-INFO in its top folder'],
  ])('with %s is unreadable', async (_, fixture, reason) => {
    expect(await reasonOf(fixture)).toContain(reason)
  })
})

test('a wheel may be called in another spelling than its metadata', async () => {
  const metadata = 'Name: Zope.Interface\nVersion: 1.0+Ubuntu-1\n'
  const folder = 'zope_interface-1.0+ubuntu.1.dist-info'
  const fixture = { ...wheel(''), bytes: zip({ [`${folder}/METADATA`]: metadata, [`${folder}/WHEEL`]: layout }) }
  const named = { ...fixture, filename: 'zope.interface-1.0.0+ubuntu_1-2build-cp312-abi3-manylinux_2_17_x86_64.whl' }
  expect(await factsOf(named)).toMatchObject({ name: 'Zope.Interface', version: '1.0+Ubuntu-1' })
})

test.each([
  ['no version', wheel('Name: a\n'), 'the metadata field Version is missing'],
  ['no metadata', { ...wheel(''), bytes: zip({ 'a-1.dist-info/WHEEL': layout }) }, 'the wheel has no a-1.dist-info/METADATA'],
  ['nothing of a wheel', { ...wheel(''), bytes: zip({ 'a.py': '' }) }, 'the wheel has 0 .dist-info folders instead of one'],
  ['no layout', { ...wheel(''), bytes: zip({ 'a-1.dist-info/METADATA': named }) }, 'the wheel has no a-1.dist-info/WHEEL'],
  ['a layout of the future', wheel(named, { 'a-1.dist-info/WHEEL': 'Wheel-Version: 2.0\n' }), 'Wheel-Version 2.0, but only 1.x'],
  ['two packages', wheel(named, { 'b-1.dist-info/METADATA': named }), 'has 2 .dist-info folders'],
  [
    'a second package of which only the list of files is there',
    wheel(named, { 'b-1.dist-info/RECORD': '' }),
    'has 2 .dist-info folders',
  ],
  [
    'the folder of another package',
    { ...wheel(named), filename: 'b-1-py3-none-any.whl' },
    'has a-1.dist-info, which belongs to another',
  ],
  ['the metadata of another package', wheel('Name: a-b\nVersion: 1\n'), 'has the metadata of a-b 1: name the file after them'],
  ['the metadata of another version', wheel('Name: a\nVersion: 1.1\n'), 'has the metadata of a 1.1: name the file after them'],
  ['a name that tells nothing', { ...wheel(named), filename: 'a.whl' }, 'a.whl is not the name of a wheel'],
  ['two names', wheel(`${named}Name: b\n`), 'the metadata field Name occurs more than once'],
  [
    'two licences',
    wheel(`${named}License-Expression: MIT\nLicense-Expression: ISC\n`),
    'License-Expression occurs more than once',
  ],
  ['a path for a name', wheel('Name: a/../b\nVersion: 1\n'), '"a/../b", which is not a package name'],
  ['a version of no release', wheel('Name: a\nVersion: 1-final\n'), '"1-final", which is not a version'],
  ['metadata in Latin-1', wheel(Buffer.from(`${named}Summary: Zo\u00eb\n`, 'latin1')), 'METADATA is not in UTF-8'],
  ['a tarball called a wheel', { ...wheel(''), bytes: gzip(tar({ 'a-1/PKG-INFO': named })) }, 'not a zip archive'],
])('a wheel with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
