import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { zip } from '../../format/archive-writers.ts'
import { composerPackage } from './build.ts'

const archive = (json: unknown, fields = {}) => ({
  ...composerPackage({ name: 'acme/a', version: '1' }),
  bytes: zip({ 'a-main/composer.json': JSON.stringify(json) }),
  fields,
})

test('a package that was built is read back', async () => {
  const facts = await factsOf(
    composerPackage({
      name: 'acme/api',
      version: '1.2.0',
      license: 'BSD-3-Clause',
      description: 'An API.',
      require: {
        php: '>=8.1',
        'ext-json': '*',
        'acme/base': '^2.0',
        'acme/exact': '1.0.0',
        'acme/dev': '1.0@dev',
        'acme/x': '1.x',
      },
      requireDev: { 'phpunit/phpunit': '~9.5' },
      files: { 'src/Api.php': '<?php' },
    }),
  )
  expect(facts).toEqual({
    name: 'acme/api',
    version: '1.2.0',
    license: 'BSD-3-Clause',
    summary: 'An API.',
    architectures: [],
    dependencies: [
      { name: 'php', operator: '>=', version: '8.1', dep_type: 'System' },
      { name: 'ext-json', operator: null, version: null, dep_type: 'System' },
      { name: 'acme/base', operator: 'matches', version: '^2.0', dep_type: 'Runtime' },
      { name: 'acme/exact', operator: '=', version: '1.0.0', dep_type: 'Runtime' },
      { name: 'acme/dev', operator: 'matches', version: '1.0@dev', dep_type: 'Runtime' },
      { name: 'acme/x', operator: 'matches', version: '1.x', dep_type: 'Runtime' },
      { name: 'phpunit/phpunit', operator: 'matches', version: '~9.5', dep_type: 'Development' },
    ],
    identifiers: {},
    numFiles: 2,
    typeDisplay: 'file',
    ecosystem: 'Packagist',
    osvName: 'acme/api',
  })
})

test('the version of the request wins, and several licences are a choice', async () => {
  const fixture = archive({ name: 'acme/a', license: ['MIT', 'GPL-3.0-only'] }, { version: '3.0' })
  expect(await factsOf(fixture)).toMatchObject({ version: '3.0', license: 'MIT OR GPL-3.0-only' })
})

const files = (entries: Record<string, string>) => ({ ...archive({}), bytes: zip(entries) })
const manifest = (name: string) => JSON.stringify({ name, version: '1.0' })

test.each([
  ['at the root, whatever folders have', { 'a/composer.json': manifest('acme/b'), 'composer.json': manifest('acme/a') }],
  ['in the only folder', { 'a/composer.json': manifest('acme/a'), 'a/src/deep/x.php': '' }],
  ['in the only folder but that of macOS', { '__MACOSX/a/composer.json': '', 'a/composer.json': manifest('acme/a') }],
])('composer.json %s', async (_, entries) => {
  expect(await factsOf(files(entries))).toMatchObject({ name: 'acme/a' })
})

test('all that a package says of others', async () => {
  const json = { name: 'acme/a', version: '1', conflict: { 'acme/b': '<2' }, replace: { 'acme/c': 'self.version' } }
  const more = { provide: { 'psr/log-implementation': '1.0' }, suggest: { 'ext-redis': 'For speed' } }
  const { dependencies } = await factsOf(archive({ ...json, ...more }))
  expect(dependencies.map(({ name, operator, version, dep_type }) => [dep_type, name, operator, version])).toEqual([
    ['Conflicts', 'acme/b', '<', '2'],
    ['Replaces', 'acme/c', '=', 'self.version'],
    ['Provides', 'psr/log-implementation', '=', '1.0'],
    ['Suggests', 'ext-redis', null, null],
  ])
})

test.each([
  ['two folders', files({ 'a/composer.json': manifest('acme/a'), 'b/composer.json': manifest('acme/b') }), 'only top folder'],
  ['a file beside its folder', files({ README: '', 'a/composer.json': manifest('acme/a') }), 'only top folder'],
  [
    'the version of a request that is none',
    archive({ name: 'acme/a' }, { version: 'newest' }),
    'not one that Composer understands',
  ],
  ['no version anywhere', archive({ name: 'acme/a' }), 'version (in the request or composer.json) is missing'],
  ['a name without a vendor', archive({ name: 'a', version: '1' }), '"a" is not vendor/package'],
  ['no manifest', { ...archive({}), bytes: zip({ 'a/b/composer.json': '{}' }) }, 'no composer.json'],
  ['a list for a manifest', archive([]), 'composer.json is not an object'],
])('a package with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})

test.each(['latest', '1.0.0.0.0', '1.0-foo', '1.0.0 foo'])('the version %s is none to Composer', async (version) => {
  const reason = `the version "${version}" is not one that Composer understands`
  expect(await reasonOf(archive({ name: 'acme/a', version }))).toContain(reason)
})
