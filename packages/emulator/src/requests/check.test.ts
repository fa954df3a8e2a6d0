import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '../core/errors.ts'
import { checkBody } from './check.ts'
import type { Taken } from './differences.ts'

const text = { type: 'string', minLength: 1 } as const

const rule: Taken = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 5, pattern: '^\\w+$' },
    on: { type: 'boolean' },
    count: { type: 'integer', minimum: 1, maximum: 3 },
    kind: { enum: ['a', 1] },
    action: { type: 'string', enum: ['Add'], isAnyCase: true } as Taken,
    link: { type: 'string', format: 'uri', maxLength: 30, nullable: true },
    tags: { type: 'array', items: text, minItems: 1, maxItems: 2 },
    child: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
    day: { anyOf: [{ type: 'string', format: 'date' }, { type: 'integer' }] },
    anything: {},
  },
}

const owner: Taken = {
  type: 'object',
  'x-one-of': [['team'], ['user', 'rank']],
  properties: { team: { ...text, nullable: true }, user: text, rank: { type: 'array', items: text } },
}

const shape: Taken = {
  type: 'object',
  variants: {
    by: 'kind',
    of: {
      Circle: { type: 'object', required: ['kind', 'radius'], properties: { kind: text, radius: { type: 'integer' } } },
      Square: { type: 'object', required: ['kind', 'side'], properties: { kind: text, side: { type: 'integer' } } },
    },
  },
}

function errorsOf(given: Taken, body: unknown): unknown {
  try {
    checkBody(given, body)
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return (error.reply.body as { fields: unknown }).fields
    throw error
  }
}

test.each([
  [{ name: 'ok' }, undefined],
  [{ name: 'ok', on: true, count: 2, kind: 1, action: 'ADD', link: null, tags: ['a'], child: { id: '' } }, undefined],
  [{ name: 'ok', anything: null, day: '2026-01-31' }, undefined],
  [{ name: '𝒂𝒃𝒄' }, { name: ['Enter a valid value.'] }],
  [{ name: 'ok', unknown: 1 }, undefined],
  [{}, { name: ['This field is required.'] }],
  [{ name: null }, { name: ['This field may not be null.'] }],
  [{ name: ' ' }, { name: ['This field may not be blank.'] }],
  [{ name: 'longer' }, { name: ['Ensure this field has no more than 5 characters.'] }],
  [{ name: '!' }, { name: ['Enter a valid value.'] }],
  [{ name: 1 }, { name: ['Not a valid string.'] }],
  [{ name: 'a', on: 'true' }, { on: ['Must be a valid boolean.'] }],
  [{ name: 'a', count: 0 }, { count: ['Ensure this value is greater than or equal to 1.'] }],
  [{ name: 'a', count: 4 }, { count: ['Ensure this value is less than or equal to 3.'] }],
  [{ name: 'a', count: 1.5 }, { count: ['A valid integer is required.'] }],
  [{ name: 'a', kind: 'b' }, { kind: ['"b" is not a valid choice.'] }],
  [{ name: 'a', link: 'ftp://x' }, { link: ['Enter a valid URL.'] }],
  [{ name: 'a', link: `https://${'x'.repeat(40)}` }, { link: ['Ensure this field has no more than 30 characters.'] }],
  [{ name: 'a', tags: [] }, { tags: ['This list may not be empty.'] }],
  [{ name: 'a', tags: ['a', 'b', 'c'] }, { tags: ['Ensure this field has no more than 2 elements.'] }],
  [{ name: 'a', tags: ['a', ''] }, { tags: { 1: ['This field may not be blank.'] } }],
  [{ name: 'a', child: {} }, { child: { id: ['This field is required.'] } }],
  [{ name: 'a', day: '31 January' }, { day: ['Date has wrong format.'] }],
  [[], { non_field_errors: ['Invalid data. Expected a dictionary.'] }],
])('%j', (body, errors) => {
  expect(errorsOf(rule, body)).toEqual(errors)
})

test('lengths are in characters, however many bytes those have', () => {
  const name: Taken = { type: 'object', properties: { name: { type: 'string', maxLength: 2 } } }
  expect(errorsOf(name, { name: '𝒂𝒃' })).toBeUndefined()
})

describe('of fields that exclude each other', () => {
  test.each([
    [{ team: 'a' }, undefined],
    [{ team: null, user: 'a', rank: ['b'] }, undefined],
    [{ team: 'a', rank: [] }, undefined],
    [{}, 'One of team, user and rank is required.'],
    [{ team: null, rank: [] }, 'One of team, user and rank is required.'],
    [{ team: 'a', user: 'b' }, 'Only one of team, user and rank may be given.'],
  ])('%j', (body, error) => {
    expect(errorsOf(owner, body)).toEqual(error && { non_field_errors: [error] })
  })
})

test('what an object needs depends on its kind', () => {
  expect(checkBody(shape, { kind: 'Circle', radius: 1, side: 2 })).toEqual({ kind: 'Circle', radius: 1 })
  expect(errorsOf(shape, { kind: 'Square', radius: 1 })).toEqual({ side: ['This field is required.'] })
  expect(errorsOf(shape, { radius: 1 })).toEqual({ kind: ['This field is required.'] })
  expect(errorsOf(shape, { kind: 'constructor' })).toEqual({ kind: ['"constructor" is not a valid choice.'] })
})

test('whatever is sent is checked or refused, never a crash', () => {
  fc.assert(
    fc.property(fc.anything(), fc.object(), (value, body) => {
      errorsOf(rule, { ...body, name: value, tags: value, child: value, day: value })
      errorsOf(shape, { ...body, kind: value })
      errorsOf(owner, { ...body, rank: value })
    }),
  )
})
