import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refusal } from './errors.ts'
import { checkBody, flag, list, nested, nullable, oneOf, oneOfAnyCase, partial, required, text, url, whole } from './fields.ts'

const shape = {
  name: required(text({ min: 1, max: 5, pattern: /^\w+$/ })),
  on: flag,
  count: whole({ min: 1, max: 3 }),
  kind: oneOf('a', 1),
  action: oneOfAnyCase('Add'),
  link: nullable(url({ max: 30 })),
  tags: list(text({ min: 1 }), { min: 1, max: 2 }),
  child: nested({ id: required(text()) }),
}

function errorsOf(body: unknown): unknown {
  try {
    checkBody(shape, body)
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return (error.reply.body as { fields: unknown }).fields
    throw error
  }
}

test.each([
  [{ name: 'ok' }, undefined],
  [
    {
      name: 'ok',
      on: true,
      count: 2,
      kind: 1,
      action: 'ADD',
      link: null,
      tags: ['a'],
      child: { id: '' },
    },
    undefined,
  ],
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
  [[], { non_field_errors: ['Invalid data. Expected a dictionary.'] }],
])('%j', (body, errors) => {
  expect(errorsOf(body)).toEqual(errors)
})

test('a change requires nothing', () => {
  expect(() => checkBody(partial(shape), {})).not.toThrow()
})

test('whatever is sent is checked or refused, never a crash', () => {
  fc.assert(
    fc.property(fc.anything(), fc.object(), (value, body) => void errorsOf({ ...body, name: value, tags: value, child: value })),
  )
})
