import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { gzip, tar, toBytes } from '../../format/archive-writers.ts'
import { rubyGem } from './build.ts'

const gem = (specification: string) => ({
  ...rubyGem({ name: 'a', version: '1' }),
  bytes: tar({ 'metadata.gz': gzip(toBytes(specification)), 'data.tar.gz': gzip(tar({})) }),
})

test('a gem that was built is read back', async () => {
  const facts = await factsOf(
    rubyGem({
      name: 'acme-api',
      version: '1.10',
      license: 'MIT',
      description: 'An API: "quoted".',
      platform: 'x86_64-linux',
      dependencies: { rack: '~> 3.0', any: '>= 0', exact: '= 2' },
      developmentDependencies: { rspec: '>= 3.1' },
      files: { 'lib/acme.rb': '', 'README.md': '' },
    }),
  )
  expect(facts).toEqual({
    name: 'acme-api',
    version: '1.10',
    license: 'MIT',
    summary: 'An API: "quoted".',
    architectures: ['x86_64-linux'],
    dependencies: [
      { name: 'rack', operator: '~>', version: '3.0', dep_type: 'Runtime' },
      { name: 'any', operator: null, version: null, dep_type: 'Runtime' },
      { name: 'exact', operator: '=', version: '2', dep_type: 'Runtime' },
      { name: 'rspec', operator: '>=', version: '3.1', dep_type: 'Development' },
    ],
    identifiers: {},
    numFiles: 2,
    typeDisplay: 'file',
    ecosystem: 'RubyGems',
    osvName: 'acme-api',
  })
})

test('a gem without a platform has no architecture', async () => {
  expect((await factsOf(rubyGem({ name: 'a', version: '1' }))).architectures).toEqual([])
})

test('several requirements of a gem are a range', async () => {
  const requirements = '[[">=", {version: "1.0"}], ["<", {version: "3"}]]'
  const facts = await factsOf(
    gem(
      `name: a\nversion: {version: 1.0}\nlicenses: [MIT, Ruby]\ndependencies:\n- name: b\n  requirement: {requirements: ${requirements}}\n`,
    ),
  )
  expect(facts).toMatchObject({
    version: '1.0',
    license: 'MIT OR Ruby',
    dependencies: [{ name: 'b', operator: 'matches', version: '>= 1.0, < 3', dep_type: 'Runtime' }],
  })
})

test.each([
  ['no specification', { ...gem(''), bytes: tar({ 'data.tar.gz': '' }) }, 'lacks metadata.gz'],
  ['no data', { ...gem(''), bytes: tar({ 'metadata.gz': gzip(toBytes('name: a\nversion: {version: 1}\n')) }) }, 'data.tar.gz'],
  ['no version', gem('name: a\n'), 'the version in the specification is missing'],
  ['a list for a specification', gem('- a\n'), 'the specification is not an object'],
  ['no YAML', gem('name: [a\n'), 'the specification is no YAML'],
  ['two names', gem('name: good\nname: evil\nversion: {version: 1}\n'), 'the same key twice'],
  [
    'anchors that multiply',
    gem(
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefg'.replace(/./g, (k) => `${k}: &${k} [${`*${String.fromCharCode(k.charCodeAt(0) - 1)},`.repeat(9)}]\n`)}`,
    ),
    'resource exhaustion',
  ],
  ['a specification of megabytes', gem(`name: a\n${'#'.repeat(1024 * 1024)}`), 'is longer than the 524288 bytes allowed'],
])('a gem with %s is unreadable', async (_, fixture, reason) => {
  expect(await reasonOf(fixture)).toContain(reason)
})
