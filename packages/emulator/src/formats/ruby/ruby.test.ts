import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { concat, gzip, tar, toBytes } from '../../format/archive-writers.ts'
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
  ['no version', gem('name: a\n'), 'the version in the specification is missing'],
  ['a list for a specification', gem('- a\n'), 'the specification is not an object'],
  ['no YAML', gem('name: [a\n'), 'the specification is not valid YAML'],
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

describe('the members, as gem verifies them', () => {
  const specification = (name: string) => gzip(toBytes(`name: ${name}\nversion: {version: '1'}\n`))
  const [metadata, data]: Member[] = [
    ['metadata.gz', specification('a')],
    ['data.tar.gz', gzip(tar({ 'lib/a.rb': '' }))],
  ]
  type Member = readonly [name: string, content: string | Uint8Array]
  const members = (...parts: (Member | undefined)[]) => ({
    ...rubyGem({ name: 'a', version: '1' }),
    bytes: concat([
      ...parts.flatMap((part) => (part ? [tar({ [part[0]]: part[1] }).subarray(0, -1024)] : [])),
      new Uint8Array(1024),
    ]),
  })
  const sums = (algorithm: string, ...parts: (Member | undefined)[]): Member => {
    const lines = parts.flatMap((part) =>
      part ? [`  ${part[0]}: ${createHash(algorithm.toLowerCase()).update(part[1]).digest('hex')}\n`] : [],
    )
    return ['checksums.yaml.gz', gzip(toBytes(`${algorithm}:\n${lines.join('')}`))]
  }

  test.each([
    ['no checksums', members(metadata, data)],
    ['SHA-512', members(metadata, data, sums('SHA512', metadata, data))],
    ['sums of some members only', members(metadata, data, sums('SHA1', metadata))],
    ['members of others', members(metadata, ['metadata.gz.sig', 'x'], ['README', 'x'], data)],
    ['a specification that is not packed', members(['metadata', 'name: a\nversion: {version: 1}\n'], data)],
  ])('%s: read', async (_, fixture) => {
    expect(await factsOf(fixture)).toMatchObject({ name: 'a', version: '1' })
  })

  test.each([
    ['no specification', members(data), 'the gem has no metadata.gz: build it with gem build'],
    ['a specification under another name', members(['./metadata.gz', specification('a')], data), 'has no metadata.gz'],
    ['no data', members(metadata), 'the gem has no data.tar.gz'],
    ['data that is not packed', members(metadata, ['data.tar.gz', tar({})]), 'the gem has no data.tar.gz'],
    ['damaged data and no sums', members(metadata, ['data.tar.gz', gzip(tar({})).subarray(0, -4)]), 'gzip stream is damaged'],
    ['two specifications', members(metadata, data, ['metadata.gz', specification('evil')]), 'the gem has metadata.gz twice'],
    ['one packed and one not', members(metadata, data, ['metadata', 'name: evil\n']), 'metadata and metadata.gz'],
    ['a second member of any name', members(metadata, data, ['README', 'x'], ['README', 'y']), 'the gem has README twice'],
    ['another sum', members(metadata, data, sums('SHA256', ['metadata.gz', 'x'])), 'metadata.gz has another SHA256 than'],
    ['a sum of what is not there', members(metadata, data, sums('SHA256', ['LICENSE', 'x'])), 'LICENSE has another SHA256 than'],
    ['sums of nobody knows what', members(metadata, data, ['checksums.yaml.gz', gzip(toBytes('FOO: {a: b}\n'))]), 'sums of FOO'],
  ])('%s: refused', async (_, fixture, reason) => {
    expect(await reasonOf(fixture)).toContain(reason)
  })
})

test.each(['a b', '../a', 'a+b', 'ä'])('the name %s is none', async (name) => {
  expect(await reasonOf(rubyGem({ name, version: '1' }))).toContain('use letters, digits and -_.')
})

test.each(['1..2', '.1', 'a', '1_2', '1.0+b', 'v1', '1.0.', '1-'])('the version %s is none', async (version) => {
  expect(await reasonOf(rubyGem({ name: 'a', version }))).toContain('which is not a gem version')
})

test('a dependency of a gem from before 2009', async () => {
  const old = 'dependencies:\n- name: b\n  version_requirements: {requirements: [[">=", {version: "1.0"}]]}\n'
  const { dependencies } = await factsOf(gem(`name: a\nversion: {version: "1"}\n${old}`))
  expect(dependencies).toEqual([{ name: 'b', operator: '>=', version: '1.0', dep_type: 'Runtime' }])
})
