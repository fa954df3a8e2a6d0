import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { gzip, tar } from '../../format/archive-writers.ts'
import { dartPackage } from './build.ts'

const pub = (pubspec: string) => ({
  ...dartPackage({ name: 'a', version: '1.0.0' }),
  bytes: gzip(tar({ 'pubspec.yaml': pubspec })),
})

test('a package that was built is read back', async () => {
  const facts = await factsOf(
    dartPackage({
      name: 'acme_api',
      version: '1.0.0+1',
      description: 'An API.',
      dependencies: { http: '^1.2.0', exact: '2.0.0', any: 'any', range: '>=1.0.0 <2.0.0' },
      devDependencies: { test: '>=1.24.0' },
      files: { 'lib/acme_api.dart': '' },
    }),
  )
  expect(facts).toEqual({
    name: 'acme_api',
    version: '1.0.0+1',
    summary: 'An API.',
    architectures: [],
    dependencies: [
      { name: 'http', operator: 'matches', version: '^1.2.0', dep_type: 'Runtime' },
      { name: 'exact', operator: '=', version: '2.0.0', dep_type: 'Runtime' },
      { name: 'any', operator: null, version: null, dep_type: 'Runtime' },
      { name: 'range', operator: 'matches', version: '>=1.0.0 <2.0.0', dep_type: 'Runtime' },
      { name: 'test', operator: '>=', version: '1.24.0', dep_type: 'Development' },
    ],
    identifiers: {},
    numFiles: 2,
    typeDisplay: 'file',
    ecosystem: 'Pub',
    osvName: 'acme_api',
  })
})

test('a dependency of an SDK has no version, one on a server of its own may', async () => {
  const { dependencies } = await factsOf(
    pub(
      'name: a\nversion: 1.0.0\ndependencies:\n  flutter:\n    sdk: flutter\n  b:\n    hosted: https://dart.example.org\n    version: 1.0.0\n',
    ),
  )
  expect(dependencies.map(({ name, version }) => [name, version])).toEqual([
    ['flutter', null],
    ['b', '1.0.0'],
  ])
})

test.each([
  ['no pubspec', { ...pub(''), bytes: gzip(tar({ 'a/pubspec.yaml': 'name: a' })) }, 'has 0 pubspec.yaml at its root'],
  ['a name with a dash', pub('name: a-b\nversion: 1.0.0\n'), '"a-b": only letters, digits and underscores'],
  ['a version of two numbers', pub('name: a\nversion: 1.0\n'), '"1.0", which is not a version'],
  ['no version', pub('name: a\n'), 'pubspec.yaml: version is missing'],
])('a package with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
