import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InvalidRequestError } from '../errors/base.ts'
import { anywhere } from './anywhere.ts'
import { exactly } from './exactly.ts'
import { field } from './field.ts'
import { parseQuery } from './parse.ts'
import type { Query } from './query.ts'

describe.each<[string, [Query, string][]]>([
  [
    'text',
    [
      [field.name.contains('lodash'), 'name:lodash'],
      [field.filename.startsWith('lodash-'), 'filename:^lodash-'],
      [field.filename.endsWith('.tgz'), 'filename:.tgz$'],
      [field.name.exactly('lodash'), 'name:^lodash$'],
      [field.name.exactly('@types/node'), 'name:^@types/node$'],
      [field.docker_image_digest.exactly('sha256:abcdef'), 'docker_image_digest:^sha256:abcdef$'],
      [field.license.exactly('MIT License'), 'license:^"MIT License"$'],
      [field.name.contains('a"b c\\d'), String.raw`name:"a\"b c\\d"`],
      [field.name.contains('AND'), 'name:"AND"'],
      [field.name.contains('^a*b$'), String.raw`name:\^a\*b\$`],
      [field.name.contains('>1 OR name:x'), 'name:">1 OR name:x"'],
    ],
  ],
  [
    'wildcards',
    [
      [field.name.matches('@acme/*'), 'name:^@acme/*'],
      [field.name.matches('*-core'), 'name:*-core$'],
      [field.name.matches('a**b*c'), 'name:^a*b*c$'],
      [field.name.matches('*'), 'name:*'],
      [field.name.matches('lodash'), 'name:^lodash$'],
      [field.version.matches('1.1.0*post1'), 'version:^1.1.0*post1$'],
      [field.version.matches('*rc*'), 'version:*rc*'],
    ],
  ],
  [
    'tags',
    [
      [field.tag('risky'), 'tag:^risky$'],
      [field.tag.startsWith('release-'), 'tag:^release-'],
      [field.tag.contains('latest'), 'tag:latest'],
    ],
  ],
  [
    'versions',
    [
      [field.version.exactly('1.1.0'), 'version:^1.1.0$'],
      [field.version.equals('1.1.0'), 'version:1.1.0'],
      [field.version.above('1.1.0'), 'version:>1.1.0'],
      [field.version.atLeast('4.17.21'), 'version:>=4.17.21'],
      [field.version.below('1.1.0'), 'version:<1.1.0'],
      [field.version.atMost('1.1.0'), 'version:<=1.1.0'],
      [field.version.compatibleWith('1.1.0'), 'version:~=1.1.0'],
      [field.version.equals('1:2.0~rc1-1+b2'), String.raw`version:1:2.0\~rc1-1+b2`],
    ],
  ],
  [
    'one of a few',
    [
      [field.format('deb'), 'format:deb'],
      [field.status('in_progress'), 'status:in_progress'],
      [field.type('source', 'combined'), 'type:source OR type:combined'],
      [field.distribution('el/7'), 'distribution:el/7'],
      [field.architecture('x86_64'), 'architecture:x86_64'],
      [field.token('3lKPVJPosCsY'), 'token:3lKPVJPosCsY'],
      [field.severity('critical'), 'severity:critical'],
    ],
  ],
  [
    'numbers',
    [
      [field.downloads.above(8), 'downloads:>8'],
      [field.downloads.below(1000), 'downloads:<1000'],
      [field.size.atLeast(50_000), 'size:>=50000'],
      [field.size.equals(0), 'size:0'],
      [field.vulnerabilities.atMost(0), 'vulnerabilities:<=0'],
    ],
  ],
  [
    'dates',
    [
      [field.uploaded.within('1 month'), 'uploaded:>"1 month ago"'],
      [field.uploaded.olderThan('1 day'), 'uploaded:<"1 day ago"'],
      [field.last_downloaded.olderThan('30 days'), 'last_downloaded:<"30 days ago"'],
      [field.uploaded.before('August 14, 2019 EST'), 'uploaded:<"August 14, 2019 EST"'],
      [field.uploaded.after(new Date('2024-06-15T12:00:00Z')), 'uploaded:>"2024-06-15T12:00:00.000Z"'],
      [field.uploaded.on('2024-06-15'), 'uploaded:"2024-06-15"'],
      [field.uploaded.on(new Date('2024-06-15T23:59:59Z')), 'uploaded:"2024-06-15"'],
    ],
  ],
  [
    'dependencies',
    [
      [field.dependency.contains('log4j'), 'dependency:log4j'],
      [field.dependency.contains('log4j', '=1.2.17'), 'dependency:log4j=1.2.17'],
      [field.dependency.exactly('log4j', '< 2.0.0'), 'dependency:^log4j$<2.0.0'],
      [field.dependency.contains('a=b', '~=1'), String.raw`dependency:a\=b~=1`],
    ],
  ],
  [
    'flags',
    [
      [field.prerelease(), 'prerelease:true'],
      [field.deny_policy_violated(false), 'deny_policy_violated:false'],
    ],
  ],
  [
    'a word anywhere',
    [
      [anywhere('lodash'), 'lodash'],
      [anywhere('org.apache:log4j'), String.raw`org.apache\:log4j`],
      [anywhere('-x'), String.raw`\-x`],
      [anywhere('~x'), String.raw`\~x`],
      [anywhere('NOT'), '"NOT"'],
      [anywhere('and'), '"and"'],
    ],
  ],
  [
    'one version of a package',
    [
      [exactly({ format: 'npm', name: '@acme/ui', version: '1.0.0' }), 'format:npm AND name:^@acme/ui$ AND version:^1.0.0$'],
      [exactly({ format: 'raw', name: 'a file (1).txt', version: '' }), 'format:raw AND name:^"a file (1).txt"$'],
      [exactly({ format: 'raw', name: null }), 'format:raw'],
    ],
  ],
])('%s', (_kind, cases) => {
  test.each(cases)('%s', (query, text) => {
    expect(query).toBe(text)
    expect(() => parseQuery(query)).not.toThrow()
  })
})

test.each([
  ['an empty text', () => field.name.exactly(''), 'cannot search for ""'],
  ['an empty wildcard', () => field.name.matches(''), 'cannot search for ""'],
  ['no text', () => field.format(undefined as unknown as string), 'cannot search for undefined'],
  ['a negative count', () => field.size.above(-1), 'not -1'],
  ['a fraction', () => field.size.above(1.5), 'not 1.5'],
  ['no number', () => field.downloads.equals(Number.NaN), 'not NaN'],
  ['a broken length of time', () => field.uploaded.within('1.5 days'), '"1.5 days" is not a duration'],
  ['no time at all', () => field.uploaded.olderThan('0 days'), '"0 days" is not a duration'],
  ['an invalid date', () => field.uploaded.before(new Date('never')), 'Invalid Date is not a date'],
  ['a text that is no date', () => field.uploaded.after('soon'), 'soon is not a date'],
  ['a day that moves', () => field.uploaded.on('1 day ago'), '1 day ago is not a date'],
  ['a constraint without a version', () => field.dependency.contains('log4j', '<'), '"<" is not a version constraint'],
])('%s is refused before anything is sent', (_what, ask, message) => {
  expect(ask).toThrow(InvalidRequestError)
  expect(ask).toThrow(message)
})

test('a text stays what it is, whatever its characters', () => {
  const special = fc.constantFrom(...'+-!(){}[]^"~*?:/|&\\\'$<>= \t\n', 'AND', 'OR', 'NOT', '&&', 'name:', 'é')
  const text = fc.oneof(
    fc.array(special, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')),
    fc.string({ minLength: 1, unit: 'binary' }),
  )
  fc.assert(
    fc.property(text, text, (name, version) => {
      const value = { parts: [name], start: true, end: true }
      expect(parseQuery(field.name.exactly(name))).toEqual({ kind: 'term', field: 'name', value })
      expect(parseQuery(anywhere(name))).toEqual({ kind: 'term', value: { parts: [name], start: false, end: false } })
      expect(parseQuery(field.version.compatibleWith(version))).toEqual({
        kind: 'term',
        field: 'version',
        operator: '~=',
        value: { parts: [version], start: false, end: false },
      })
      expect(parseQuery(field.dependency.exactly(name, `>=1${version}2`))).toEqual({
        kind: 'term',
        field: 'dependency',
        value,
        constraint: { operator: '>=', version: `1${version}2` },
      })
    }),
    { numRuns: 200 },
  )
})
