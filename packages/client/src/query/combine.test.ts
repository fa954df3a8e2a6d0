import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvalidRequestError } from '../errors/base.ts'
import { query } from './check.ts'
import { all, any, not } from './combine.ts'
import { field } from './field.ts'
import { parseQuery } from './parse.ts'
import type { Query } from './query.ts'
import { QuerySyntaxError } from './syntax-error.ts'

const npm = field.format('npm')
const go = field.format('go')
const risky = field.tag('risky')

test.each<[Query, string]>([
  [all(npm, risky), 'format:npm AND tag:^risky$'],
  [all(npm, all(go, risky)), 'format:npm AND format:go AND tag:^risky$'],
  [all(npm, any(go, risky)), 'format:npm AND (format:go OR tag:^risky$)'],
  [all(any(npm, go), 'a b'), '(format:npm OR format:go) AND a AND b'],
  [any(npm, any(go, risky)), 'format:npm OR format:go OR tag:^risky$'],
  [any(all(npm, risky), go), 'format:npm AND tag:^risky$ OR format:go'],
  [not(risky), 'NOT tag:^risky$'],
  [not('tag:risky'), 'NOT tag:risky'],
  [not('~tag:risky'), 'tag:risky'],
  [not(not(risky)), 'tag:^risky$'],
  [not(all(npm, risky)), 'NOT (format:npm AND tag:^risky$)'],
  [all(not(any(npm, go)), risky), 'NOT (format:npm OR format:go) AND tag:^risky$'],
  [all(npm), 'format:npm'],
  [any(npm), 'format:npm'],
  [all(), ''],
  [all('', npm, ''), 'format:npm'],
  [any(npm, ''), ''],
  [all('a OR b', field.format('npm', 'go')), '(a OR b) AND (format:npm OR format:go)'],
  [any(...['lodash', 'react'].map(field.name.exactly)), 'name:^lodash$ OR name:^react$'],
  [
    all(npm, field.name.exactly('lodash'), field.version.atLeast('4.17.21'), not(risky), field.uploaded.within('7 days')),
    'format:npm AND name:^lodash$ AND version:>=4.17.21 AND NOT tag:^risky$ AND uploaded:>"7 days ago"',
  ],
])('%s', (combined, text) => {
  expect(combined).toBe(text)
})

test('what would find nothing is refused, as the language cannot say it', () => {
  expect(() => any()).toThrow(InvalidRequestError)
  expect(() => any()).toThrow('any of nothing')
  expect(() => not(all())).toThrow('the negation of the empty query')
})

test('a query from a configuration file is checked and tidied', () => {
  expect(query(' tag:~latest   (format:npm) ')).toBe('NOT tag:latest AND format:npm')
  expect(() => query('names:x')).toThrow(QuerySyntaxError)
})

test('a query written by hand cannot break out of its place', () => {
  const scraps = fc.array(fc.constantFrom('(', ')', '"', '\\', '~', ' ', 'OR ', 'NOT ', 'a', 'tag:b'), { maxLength: 8 })
  fc.assert(
    fc.property(scraps, (parts) => {
      const text = parts.join('')
      try {
        parseQuery(text)
      } catch {
        expect(() => all(text, npm)).toThrow(QuerySyntaxError)
        return
      }
      const guarded = parseQuery(all(text, npm))
      expect(guarded.kind === 'and' ? guarded.of.at(-1) : guarded).toEqual(parseQuery(npm))
    }),
    { numRuns: 500 },
  )
})
