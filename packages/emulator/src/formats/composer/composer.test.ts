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

test.each([
  ['no version anywhere', archive({ name: 'acme/a' }), 'version (in the request or composer.json) is missing'],
  ['a name without a vendor', archive({ name: 'a', version: '1' }), '"a" is not vendor/package'],
  ['no manifest', { ...archive({}), bytes: zip({ 'a/b/composer.json': '{}' }) }, 'no composer.json'],
  ['a list for a manifest', archive([]), 'composer.json is not an object'],
])('a package with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
