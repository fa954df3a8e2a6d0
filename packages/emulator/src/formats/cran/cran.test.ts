import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { gzip, tar, zip } from '../../format/archive-writers.ts'
import { cranPackage } from './build.ts'

const small = cranPackage({ name: 'a', version: '1' })
const described = (text: string) => ({ ...small, bytes: gzip(tar({ 'a/DESCRIPTION': text })) })

test('a package that was built is read back', async () => {
  const facts = await factsOf(
    cranPackage({
      name: 'acme.api',
      version: '1.0-2',
      license: 'GPL (>= 3)',
      description: 'An API',
      depends: 'R (>= 4.1), methods',
      imports: 'jsonlite (== 1.8)',
      suggests: 'testthat',
      architecture: 'x86_64',
      files: { 'R/api.R': '' },
    }),
  )
  expect(facts).toEqual({
    name: 'acme.api',
    version: '1.0-2',
    license: 'GPL (>= 3)',
    summary: 'An API',
    architectures: ['x86_64'],
    dependencies: [
      { name: 'R', operator: '>=', version: '4.1', dep_type: 'Depends' },
      { name: 'methods', operator: null, version: null, dep_type: 'Depends' },
      { name: 'jsonlite', operator: '=', version: '1.8', dep_type: 'Import' },
      { name: 'testthat', operator: null, version: null, dep_type: 'Suggests' },
    ],
    identifiers: {},
    numFiles: 3,
    typeDisplay: 'file',
  })
})

test('a binary package for Windows is a zip file; long fields are wrapped', async () => {
  const text = 'Package: a\nVersion: 1\nDescription: First\n        second.\nImports: b,\n        c\n'
  const facts = await factsOf({ ...small, filename: 'a_1.zip', bytes: zip({ 'a/DESCRIPTION': text }) })
  expect(facts).toMatchObject({ description: 'First second.', dependencies: [{ name: 'b' }, { name: 'c' }] })
})

test('a package from before UTF-8 says in what it is written', async () => {
  const text = Buffer.from('Package: a\nVersion: 1\nTitle: Zo\u00eb\nEncoding: latin1\n', 'latin1')
  expect(await factsOf({ ...small, bytes: gzip(tar({ 'a/DESCRIPTION': text })) })).toMatchObject({ summary: 'Zo\u00eb' })
})

test.each([
  ['a name with a dash', described('Package: a-b\nVersion: 1\n'), '"a-b": only letters, digits and dots'],
  ['a version with letters', described('Package: a\nVersion: 1.0rc1\n'), '"1.0rc1", which is not a version'],
  ['no DESCRIPTION', { ...small, bytes: gzip(tar({ DESCRIPTION: '' })) }, 'has 0 DESCRIPTION in its top folder'],
  ['no version', described('Package: a\n'), 'the field Version of DESCRIPTION is missing'],
])('a package with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
