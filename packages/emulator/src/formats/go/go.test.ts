import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { zip } from '../../format/archive-writers.ts'
import { goModule } from './build.ts'

const moduleZip = (files: Record<string, string>) => ({ ...goModule({ name: 'a', version: 'v1.0.0' }), bytes: zip(files) })

test('a module that was built is read back', async () => {
  const facts = await factsOf(
    goModule({
      name: 'example.org/acme/api/v2',
      version: 'v2.1.0-rc.1',
      dependencies: { 'golang.org/x/text': 'v0.3.7' },
      files: { 'api.go': 'package api\n' },
    }),
  )
  expect(facts).toEqual({
    name: 'example.org/acme/api/v2',
    version: 'v2.1.0-rc.1',
    architectures: [],
    dependencies: [{ name: 'golang.org/x/text', operator: '>=', version: 'v0.3.7', dep_type: 'Requires' }],
    identifiers: {},
    numFiles: 2,
    typeDisplay: 'file',
    ecosystem: 'Go',
    osvName: 'example.org/acme/api/v2',
  })
})

test('requirements stand alone or in blocks; comments, indirect and replaced ones are none', async () => {
  const manifest = [
    'module example.org/a // the module',
    'require example.org/one v1.0.0',
    'require (',
    '\t"example.org/two" v2.0.0+incompatible',
    '\texample.org/deep v1.0.0 // indirect',
    '\t// example.org/never v1.0.0',
    ')',
    'replace example.org/one => example.org/fork v9.0.0',
    'exclude (',
    '\texample.org/bad v1.0.0',
    ')',
  ].join('\n')
  const { dependencies } = await factsOf(moduleZip({ 'example.org/a@v1.0.0/go.mod': manifest }))
  expect(dependencies.map(({ name, version }) => [name, version])).toEqual([
    ['example.org/one', 'v1.0.0'],
    ['example.org/two', 'v2.0.0+incompatible'],
  ])
})

test('a module from before go.mod has no dependencies', async () => {
  const old = moduleZip({ 'github.com/!acme/old@v0.0.0-20200101000000-abcdefabcdef/old.go': '' })
  expect(await factsOf(old)).toMatchObject({ version: 'v0.0.0-20200101000000-abcdefabcdef', dependencies: [] })
})

test.each([
  ['a', 'v1.0.0'],
  ['a', 'v2.0.0+incompatible'],
  ['a/v2', 'v2.1.0'],
  ['gopkg.in/a.v3', 'v3.0.1'],
])('the module %s may have version %s', async (name, version) => {
  expect(await factsOf(moduleZip({ [`${name}@${version}/go.mod`]: `module ${name}\n` }))).toMatchObject({ name, version })
})

test.each([
  ['another major version than its path', moduleZip({ 'a@v2.0.0/go.mod': 'module a' }), 'its path has to end with /v2'],
  ['another major version in its path', moduleZip({ 'a/v2@v3.0.0/go.mod': 'module a/v2' }), 'its path has to end with /v3'],
  ['the go.mod of another', moduleZip({ 'a@v1.0.0/go.mod': 'module b\n' }), 'go.mod is of b, but the paths in the zip are of a'],
  [
    'another module inside',
    moduleZip({ 'a@v1.0.0/b/go.mod': 'module a/b' }),
    'a@v1.0.0/b/go.mod is a go.mod that is not at the root',
  ],
  ['a go.mod in capitals', moduleZip({ 'a@v1.0.0/GO.MOD': 'module a' }), 'a@v1.0.0/GO.MOD is a go.mod that is not at the root'],
  [
    'names that differ in case',
    moduleZip({ 'a@v1.0.0/a.go': '', 'a@v1.0.0/A.go': '' }),
    'a@v1.0.0/A.go twice, differing only in case',
  ],
  ['no files', moduleZip({}), 'do not all start with one module@version/'],
  ['two modules', moduleZip({ 'a@v1.0.0/go.mod': '', 'b@v1.0.0/go.mod': '' }), 'do not all start with one module@version/'],
  ['a file beside it', moduleZip({ 'a@v1.0.0/go.mod': '', LICENSE: '' }), 'do not all start with one module@version/'],
  ['no semantic version', moduleZip({ 'a@latest/go.mod': '' }), 'do not all start with one module@version/'],
])('a module zip with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
