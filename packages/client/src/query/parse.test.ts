import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvalidRequestError } from '../errors/base.ts'
import { query } from './check.ts'
import { fieldKinds } from './field-kinds.ts'
import { formatQuery } from './format.ts'
import { parseQuery } from './parse.ts'
import { QuerySyntaxError } from './syntax-error.ts'
import { and, negate, operators, or, type QueryTree, type Term } from './tree.ts'

test.each([
  ['', ''],
  ['  lodash  ', 'lodash'],
  ['name:a version:1 tag:b', 'name:a AND version:1 AND tag:b'],
  ['tag:latest AND (format:rpm OR format:composer)', 'tag:latest AND (format:rpm OR format:composer)'],
  ['a OR b c', 'a OR b AND c'],
  ['a AND (b AND (c))', 'a AND b AND c'],
  ['NOT(a)', 'NOT a'],
  ['a(b)c', 'a AND b AND c'],
  ['NOT NOT a', 'a'],
  ['tag:~latest', 'NOT tag:latest'],
  ['~tag:latest', 'NOT tag:latest'],
  ['~tag:~latest', 'tag:latest'],
  ['~foo', 'NOT foo'],
  ['version:~=1.1.0', 'version:~=1.1.0'],
  ['version:~1.1', 'NOT version:1.1'],
  ['version:~>=1.1', 'NOT version:>=1.1'],
  ['version:>= 1.0', 'version:>=1.0'],
  ["uploaded: >'1 month ago'", 'uploaded:>"1 month ago"'],
  ["uploaded:'August 14, 2019 EST'", 'uploaded:"August 14, 2019 EST"'],
  ['uploaded:>=2024-06-15', 'uploaded:>="2024-06-15"'],
  ['docker_image_digest:sha256:abcdef', 'docker_image_digest:sha256:abcdef'],
  ['distribution:el/7', 'distribution:el/7'],
  ['version:1.1.0*post1', 'version:1.1.0*post1'],
  ['entitlement:3lKPVJPosCsY', 'entitlement:3lKPVJPosCsY'],
  ['NAME:x', 'name:x'],
  ['name:a**b', 'name:a*b'],
  [String.raw`name:\^x\*y`, String.raw`name:\^x\*y`],
  [String.raw`name:my\-package\/x`, 'name:my-package/x'],
  ['name:"say \\"hi\\""', String.raw`name:"say \"hi\""`],
  ["it's", String.raw`it\'s`],
  ['"AND"', '"AND"'],
  ['and', 'and'],
  ['ANDROID', 'ANDROID'],
  ['dependency:log4j<2.0.0', 'dependency:log4j<2.0.0'],
  ['dependency:~^log4j$<2.0.0', 'NOT dependency:^log4j$<2.0.0'],
])('%s means %s', (text, plainest) => {
  expect(query(text)).toBe(plainest)
  expect(query(plainest)).toBe(plainest)
})

test('a term becomes its parts', () => {
  expect(parseQuery('filename:~^a*"b c"$')).toEqual({
    kind: 'not',
    of: { kind: 'term', field: 'filename', value: { parts: ['a', 'b c'], start: true, end: true } },
  })
  expect(parseQuery('dependency:log4j~=2')).toEqual({
    kind: 'term',
    field: 'dependency',
    value: { parts: ['log4j'], start: false, end: false },
    constraint: { operator: '~=', version: '2' },
  })
})

test.each([
  ['name:', 5, 'a value'],
  ['name:^', 5, 'a value'],
  ['name:""', 5, 'a value'],
  ['a names:x', 2, 'a field (name, '],
  ['name:>x', 5, 'no order'],
  ['size:big', 5, 'a number'],
  ['size:>', 6, 'a value'],
  ['downloads:^5', 10, 'a number'],
  ['uploaded:1 day ago', 9, 'in quotes'],
  ['prerelease:yes', 11, 'true or false'],
  ['version:>1.*', 9, 'a version without'],
  ['dependency:x>', 13, 'a value'],
  ['dependency:x>1*', 13, 'a version without'],
  ['(a OR b', 7, 'a closing parenthesis for the one at position 0'],
  ['a)', 1, 'an opening parenthesis'],
  ['()', 1, 'a search term'],
  ['AND a', 0, 'a search term'],
  ['a AND', 5, 'a search term'],
  ['a OR OR b', 5, 'a search term'],
  ['NOT', 3, 'a search term'],
  ['name:"x', 7, 'a closing quote for the one at position 5'],
  ['name:x\\', 7, 'a character after the backslash'],
  ['('.repeat(5000), 101, 'at most 100 levels'],
  ['NOT '.repeat(5000), 404, 'at most 100 levels'],
])('%.20s fails at %d: expected %s', (text, position, expected) => {
  const failure = catchError(() => parseQuery(text))
  expect(failure).toBeInstanceOf(QuerySyntaxError)
  expect(failure).toMatchObject({ position, expected: expect.stringContaining(expected) })
})

test('the error says where, what was expected and what was found; nothing was sent', () => {
  const failure = catchError(() => parseQuery('size:big AND name:x'))
  expect(failure).toBeInstanceOf(InvalidRequestError)
  expect(failure).toMatchObject({
    name: 'QuerySyntaxError',
    message: 'Cannot read the query at position 5: expected a number, found "big AND name:x".',
  })
  expect(catchError(() => parseQuery('a AND'))).toMatchObject({ message: expect.stringContaining('found the end') })
})

test('what is written is read back', () => {
  fc.assert(
    fc.property(arbitraryTree(), (tree) => {
      expect(parseQuery(formatQuery(tree))).toEqual(tree)
    }),
    { numRuns: 500 },
  )
})

test('any text is read or refused with a position in it, and what is read can be written', () => {
  const scraps = fc.constantFrom(
    ...['(', ')', '"', "'", '\\', '~', '^', '$', '*', ':', '>', '<', '=', ' ', 'AND ', 'OR ', 'NOT ', '1', 'a', 'tag'],
    ...['dependency:', 'version:', 'uploaded:', 'size:'],
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(scraps).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(text, (text) => {
      const outcome = catchError(() => parseQuery(text))
      if (outcome instanceof QuerySyntaxError) expect(outcome.position).toBeLessThanOrEqual(text.length)
      else expect(parseQuery(formatQuery(outcome as QueryTree))).toEqual(outcome)
    }),
    { numRuns: 1000 },
  )
})

function catchError(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}

/** Trees as the parser makes them, of every kind of field. */
function arbitraryTree(): fc.Arbitrary<QueryTree> {
  const text = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom('AND', 'OR', 'NOT', 'a b', '^', '$x', '~y', '*', '"', "'", '\\', '>1', 'é', '(', 'name:x', '-x'),
  )
  const middle = fc.array(text, { maxLength: 2 })
  const maybe = fc.option(text, { nil: '' })
  const wild = fc.tuple(maybe, middle, maybe).map(([first, between, last]) => [first, ...between, last])
  const parts = fc.oneof(
    wild,
    text.map((part) => [part]),
  )
  const pattern = fc.record({ parts, start: fc.boolean(), end: fc.boolean() })
  const plain = (value: fc.Arbitrary<string>) => value.map((part) => ({ parts: [part], start: false, end: false }))
  const names = Object.keys(fieldKinds) as (keyof typeof fieldKinds)[]
  const kind = fc.constant('term' as const)

  const term = fc.constantFrom(undefined, ...names).chain((field): fc.Arbitrary<Term> => {
    if (field === undefined) return fc.record({ kind, value: pattern })
    const named = { kind, field: fc.constant(field) }
    const ordered = { ...named, operator: fc.constantFrom(...operators.filter((operator) => operator !== '~=')) }
    const constraint = fc.record({ operator: fc.constantFrom(...operators), version: text })
    switch (fieldKinds[field]) {
      case 'text':
      case 'word':
        return fc.record({ ...named, value: pattern })
      case 'version':
        return fc.oneof(
          fc.record({ ...named, value: pattern }),
          fc.record({ ...named, operator: fc.constantFrom(...operators), value: plain(text) }),
        )
      case 'dependency':
        return fc.record({ ...named, value: pattern, constraint }, { requiredKeys: ['kind', 'field', 'value'] })
      case 'number':
        return fc.record({ ...ordered, value: plain(fc.nat().map(String)) }, { requiredKeys: ['kind', 'field', 'value'] })
      case 'date':
        return fc.record(
          { ...ordered, value: plain(fc.constantFrom('2 days ago', '2024-01-31')) },
          { requiredKeys: ['kind', 'field', 'value'] },
        )
      case 'flag':
        return fc.record({ ...named, value: plain(fc.constantFrom('true', 'false')) })
    }
  })

  return fc.letrec<{ tree: QueryTree }>((tie) => {
    const several = fc.array(tie('tree'), { minLength: 2, maxLength: 3 })
    return {
      tree: fc.oneof({ maxDepth: 4, withCrossShrink: true }, term, several.map(and), several.map(or), tie('tree').map(negate)),
    }
  }).tree
}
