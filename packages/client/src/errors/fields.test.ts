import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flattenFields } from './fields.ts'

describe('the fields of a refusal', () => {
  test.each<[string, unknown, Record<string, string[]>]>([
    ['lists of sentences', { name: ['Required.', 'Too short.'] }, { name: ['Required.', 'Too short.'] }],
    ['a bare sentence', { name: 'Required.' }, { name: ['Required.'] }],
    [
      'sentences with codes, as in version 2',
      { policy: [{ string: 'Too many.', code: 'max_policies_reached' }] },
      { policy: ['Too many.'] },
    ],
    ['nested objects', { upstream: { auth: { secret: ['Required.'] } } }, { 'upstream.auth.secret': ['Required.'] }],
    ['a list of objects', { privileges: [{ team: ['Unknown.'] }, {}] }, { 'privileges.0.team': ['Unknown.'] }],
    ['a field that is called string', { string: { max: ['Too long.'] } }, { 'string.max': ['Too long.'] }],
    ['a field with an object that holds a list called string', { a: { string: ['Bad.'] } }, { 'a.string': ['Bad.'] }],
    ['sentences about nothing in particular', ['Bad.'], { non_field_errors: ['Bad.'] }],
    ['a single detail', { detail: 'Bad.' }, { detail: ['Bad.'] }],
    ['numbers and booleans', { size: 5, ok: false }, { size: ['5'], ok: ['false'] }],
    ['nothing', undefined, {}],
    ['null', { name: null }, {}],
  ])('%s', (_, fields, flat) => {
    expect(flattenFields(fields)).toEqual(flat)
  })

  test('hostile names stay names', () => {
    const flat = flattenFields(JSON.parse('{"__proto__": ["a"], "constructor": {"prototype": "b"}, "toString": ["c"]}'))

    expect(Object.entries(flat)).toEqual([
      ['__proto__', ['a']],
      ['constructor.prototype', ['b']],
      ['toString', ['c']],
    ])
    expect(Object.hasOwn(Object.prototype, 'a')).toBe(false)
  })

  test('values that cannot be turned into text, and nesting without end, break nothing', () => {
    expect(flattenFields({ a: { string: { toString: 1, valueOf: 1 } } })).toEqual({
      'a.string.toString': ['1'],
      'a.string.valueOf': ['1'],
    })
    expect(flattenFields(JSON.parse(`${'['.repeat(50_000)}"deep"${']'.repeat(50_000)}`))).toEqual({})
  })

  test('any JSON gives sentences by name', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const messages of Object.values(flattenFields(value))) {
          expect(messages.length).toBeGreaterThan(0)
          expect(messages.every((message) => typeof message === 'string')).toBe(true)
        }
      }),
    )
  })
})
