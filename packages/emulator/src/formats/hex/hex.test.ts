import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { gzip, tar } from '../../format/archive-writers.ts'
import { hexPackage } from './build.ts'

/** Includes the right checksum. */
function hex(parts: Record<string, string>) {
  const sum = createHash('sha256').update(Object.values(parts).join('')).digest('hex')
  return { ...hexPackage({ name: 'a', version: '1.0.0' }), bytes: tar({ CHECKSUM: sum, ...parts }) }
}
const parts = (metadata: string) => ({ VERSION: '3', 'metadata.config': metadata, 'contents.tar.gz': '' })
const named = '{<<"name">>,<<"a">>}.\n{<<"version">>,<<"1.0.0">>}.\n'

test('a package that was built is read back', async () => {
  const facts = await factsOf(
    hexPackage({
      name: 'acme_api',
      version: '1.0.0-rc.1',
      license: 'Apache-2.0',
      description: 'An "API".',
      requirements: { jason: '~> 1.4', plug: '>= 1.0.0', both: '~> 1.0 or ~> 2.0' },
      files: { 'mix.exs': '', 'lib/acme_api.ex': '' },
    }),
  )
  expect(facts).toEqual({
    name: 'acme_api',
    version: '1.0.0-rc.1',
    license: 'Apache-2.0',
    summary: 'An "API".',
    architectures: [],
    dependencies: [
      { name: 'jason', operator: '~>', version: '1.4', dep_type: 'Requires' },
      { name: 'plug', operator: '>=', version: '1.0.0', dep_type: 'Requires' },
      { name: 'both', operator: 'matches', version: '~> 1.0 or ~> 2.0', dep_type: 'Requires' },
    ],
    identifiers: {},
    numFiles: 2,
    typeDisplay: 'file',
    ecosystem: 'Hex',
    osvName: 'acme_api',
  })
})

test('requirements as rebar3 writes them, and an optional one', async () => {
  const requirements =
    '{<<"requirements">>,[{<<"cowlib">>,[{<<"app">>,<<"cowlib">>},{<<"optional">>,true},{<<"requirement">>,<<"2.13.0">>}]}]}.'
  expect((await factsOf(hex(parts(named + requirements)))).dependencies).toEqual([
    { name: 'cowlib', operator: '=', version: '2.13.0', dep_type: 'Suggests' },
  ])
})

test.each([
  ['a layout of the past', hex({ ...parts(named), VERSION: '2' }), 'VERSION is "2", but only 3 can be unpacked'],
  [
    'a file that is none of it',
    hex({ ...parts(named), 'metadata.config.bak': '' }),
    'has files other than VERSION, metadata.config',
  ],
  [
    'a version of two numbers',
    hex(parts('{<<"name">>,<<"a">>}.\n{<<"version">>,<<"1.0">>}.\n')),
    '"1.0", which is not a version',
  ],
  ['no metadata', hex({ VERSION: '3', 'contents.tar.gz': '' }), 'has no metadata.config'],
  ['another checksum', { ...hex({}), bytes: tar({ ...parts(named), CHECKSUM: '00' }) }, 'another CHECKSUM'],
  [
    'compressed as a whole, which hex does not unpack',
    { ...hex({}), bytes: gzip(hex(parts(named)).bytes) },
    'compressed as a whole',
  ],
  ['no checksum', { ...hex({}), bytes: tar(parts(named)) }, 'another CHECKSUM'],
  ['no version', hex(parts('{<<"name">>,<<"a">>}.')), 'metadata.config: version is missing'],
  ['no terms', hex(parts('{<<"name">>')), 'the Erlang terms have'],
])('a package with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
