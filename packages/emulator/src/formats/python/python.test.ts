import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { gzip, tar, zip } from '../../format/archive-writers.ts'
import { pythonWheel } from '../../testing.ts'

const wheel = (metadata: string) => ({
  ...pythonWheel({ name: 'a', version: '1' }),
  bytes: zip({ 'a-1.dist-info/METADATA': metadata }),
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
  [`Classifier: ${'License :: '.repeat(50_000)}MIT License\n`, 'MIT License'],
  ['License: \nClassifier: Topic :: Internet\n', undefined],
])('the licence of %j is %s', async (lines, expected) => {
  expect((await factsOf(wheel(named + lines))).license).toBe(expected)
})

test('Windows line ends, and a description in a field instead of the body', async () => {
  const facts = await factsOf(wheel('Name: a\r\nVersion: 1\r\nDescription: first\r\n        second\r\n'))
  expect(facts).toMatchObject({ version: '1', description: 'first\n        second' })
})

test('a source distribution may be a zip file', async () => {
  const sdist = {
    ...wheel(''),
    filename: 'a-1.zip',
    bytes: zip({ 'a-1/PKG-INFO': named, 'a-1/a.egg-info/PKG-INFO': 'Name: b\n' }),
  }
  expect(await factsOf(sdist)).toMatchObject({ name: 'a', numFiles: 2 })
})

test.each([
  ['no version', wheel('Name: a\n'), 'the metadata field Version is missing'],
  ['no metadata', { ...wheel(''), bytes: zip({ 'a.py': '' }) }, 'has 0 metadata files instead of one'],
  [
    'two packages',
    { ...wheel(''), bytes: zip({ 'a-1.dist-info/METADATA': named, 'b-1.dist-info/METADATA': named }) },
    'has 2 metadata files',
  ],
  ['a tarball called a wheel', { ...wheel(''), bytes: gzip(tar({ 'a-1/PKG-INFO': named })) }, 'no zip archive'],
])('a wheel with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
