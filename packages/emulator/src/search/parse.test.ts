import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FieldName, fields } from './fields.ts'
import { formatQuery } from './format.ts'
import { parseQuery } from './parse.ts'
import { operators, type Query, QuerySyntaxError, type Term } from './query.ts'

const read = (text: string) => formatQuery(parseQuery(text))

test.each([
  ['', ''],
  ['  lodash  ', 'lodash'],
  ['name:a version:1 tag:b', 'name:a AND version:1 AND tag:b'],
  ['a OR b c', 'a OR b AND c'],
  ['(a OR b) c', '(a OR b) AND c'],
  ['a AND NOT (b OR c)', 'a AND NOT (b OR c)'],
  ['NOT a b', 'NOT a AND b'],
  ['NOT(a)', 'NOT a'],
  ['a(b)c', 'a AND b AND c'],
  ['name:^lodash$ AND version:^1.0$', 'name:^lodash$ AND version:^1.0$'],
  ['tag:~latest', '~tag:latest'],
  ['~tag:latest', '~tag:latest'],
  ['~tag:~latest', 'tag:latest'],
  ['version:~=1.1.0', 'version:~=1.1.0'],
  ['version:~1.1', '~version:1.1'],
  ['version:>= 1.0', 'version:>=1.0'],
  ["uploaded: >'1 month ago'", 'uploaded:>"1 month ago"'],
  ['NAME:x', 'name:x'],
  ['name:a**b', 'name:a*b'],
  ['name:\\^x\\*y', 'name:"^x*y"'],
  ['name:"say \\"hi\\""', 'name:"say \\"hi\\""'],
  ["it's", `"it's"`],
  ['"AND"', '"AND"'],
  ['and', 'and'],
  ['ANDROID', 'ANDROID'],
  ['org.apache:log4j', '"org.apache:log4j"'],
  ['dependency:log4j=1.2.17', 'dependency:log4j=1.2.17'],
  ['dependency:~^log4j$<2.0.0', '~dependency:^log4j$<2.0.0'],
  ['dependency:log4j~=2.0', 'dependency:log4j~=2.0'],
])('%s is read as %s', (text, canonical) => {
  expect(read(text)).toBe(canonical)
  expect(read(canonical)).toBe(canonical)
})

test('a term becomes its parts', () => {
  expect(parseQuery('filename:~^a*"b c"$')).toEqual({
    kind: 'term',
    field: 'filename',
    negated: true,
    value: { parts: ['a', 'b c'], start: true, end: true },
  })
  expect(parseQuery('version:>=1.0')).toEqual({
    kind: 'term',
    field: 'version',
    negated: false,
    operator: '>=',
    value: { parts: ['1.0'], start: false, end: false },
  })
})

test.each([
  ['name:', 5, 'a value'],
  ['name:^', 5, 'a value'],
  ['name:""', 5, 'a value'],
  ['names:x', 0, 'a field (name, '],
  ['name:>x', 5, 'no order'],
  ['size:big', 5, 'a number'],
  ['size:>', 6, 'a value'],
  ['downloads:^5', 10, 'a number'],
  ['uploaded:1 day ago', 9, 'in quotes'],
  ['prerelease:yes', 11, 'true or false'],
  ['version:>1.*', 9, 'a version without'],
  ['dependency:x>', 13, 'a value'],
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

test('the message says where, what was expected and what was found', () => {
  expect(() => parseQuery('size:big AND name:x')).toThrow(
    'Cannot read the query at position 5: expected a number, found "big AND name:x".',
  )
})

function catchError(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}

describe('for all queries', () => {
  const text = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom('AND', 'OR', 'NOT', 'a b', '^', '$x', '~y', '*', '"', "'", '\\', '>1', 'é', '('),
  )
  const plain = text.map((part) => ({ parts: [part], start: false, end: false }))
  const wildcard = fc
    .tuple(fc.option(text, { nil: '' }), fc.array(text, { maxLength: 2 }), fc.option(text, { nil: '' }))
    .map(([first, middle, last]) => [first, ...middle, last])
  const pattern = fc.record({
    parts: fc.oneof(
      wildcard,
      text.map((part) => [part]),
    ),
    start: fc.boolean(),
    end: fc.boolean(),
  })
  const ofKind = (...kinds: string[]) =>
    fc.constantFrom(...(Object.keys(fields) as FieldName[]).filter((name) => kinds.includes(fields[name].kind)))
  const negated = fc.boolean()
  const comparison = fc.constantFrom(...operators.filter((operator) => operator !== '~='))
  const literal = (value: fc.Arbitrary<string>) => value.map((part) => ({ parts: [part], start: false, end: false }))
  const kind = fc.constant('term' as const)

  const term: fc.Arbitrary<Term> = fc.oneof(
    fc.record({ kind, negated, value: pattern }),
    fc.record({ kind, negated, field: ofKind('text', 'word', 'version', 'dependency'), value: pattern }),
    fc.record({
      kind,
      negated,
      field: fc.constant('version' as const),
      operator: fc.constantFrom(...operators),
      value: plain,
    }),
    fc.record({ kind, negated, field: ofKind('number'), operator: comparison, value: literal(fc.nat().map(String)) }),
    fc.record({
      kind,
      negated,
      field: ofKind('date'),
      operator: comparison,
      value: literal(fc.constantFrom('2 days ago', '2024-01-31')),
    }),
    fc.record({ kind, negated, field: ofKind('flag'), value: literal(fc.constantFrom('true', 'false')) }),
    fc.record({
      kind,
      negated,
      field: fc.constant('dependency' as const),
      value: pattern,
      constraint: fc.record({ operator: fc.constantFrom(...operators), version: text }),
    }),
  )
  const query = fc.letrec<{ query: Query }>((tie) => ({
    query: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      term,
      fc.record({ kind: fc.constant('and' as const), of: fc.array(tie('query'), { minLength: 2, maxLength: 3 }) }),
      fc.record({ kind: fc.constant('or' as const), of: fc.array(tie('query'), { minLength: 2, maxLength: 3 }) }),
      fc.record({ kind: fc.constant('not' as const), of: tie('query') }),
    ),
  })).query

  test('what is written is read back', () => {
    fc.assert(
      fc.property(query, (ast) => {
        expect(parseQuery(formatQuery(ast))).toEqual(ast)
      }),
      { numRuns: 500 },
    )
  })

  test('any text is read or refused with a QuerySyntaxError, and what is read can be written', () => {
    const scraps = fc.constantFrom(
      '(',
      ')',
      '"',
      "'",
      '\\',
      '~',
      '^',
      '$',
      '*',
      ':',
      '>',
      '<',
      '=',
      ' ',
      'AND ',
      'OR ',
      'NOT ',
      '1',
      'a',
      'tag',
      'dependency:',
      'version:',
      'uploaded:',
      'size:',
    )
    const anything = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.array(scraps).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(anything, (text) => {
        const outcome = catchError(() => parseQuery(text))
        if (outcome instanceof QuerySyntaxError) expect(outcome.position).toBeLessThanOrEqual(text.length)
        else expect(parseQuery(formatQuery(outcome as Query))).toEqual(outcome)
      }),
      { numRuns: 2000 },
    )
  })
})
