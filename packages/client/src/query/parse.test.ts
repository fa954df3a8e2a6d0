import { expect, test } from 'vitest'
import { InvalidRequestError } from '../errors/base.ts'
import { parseQuery } from './parse.ts'
import { QuerySyntaxError } from './syntax-error.ts'

test('a query that cannot be read is an invalid request that says where, and what was expected and found', () => {
  const read = () => parseQuery('size:big AND name:x')
  expect(read).toThrow(QuerySyntaxError)
  expect(read).toThrow(InvalidRequestError)
  expect(read).toThrow(
    expect.objectContaining({
      name: 'QuerySyntaxError',
      message: 'Cannot read the query at position 5: expected a number, found "big AND name:x".',
      position: 5,
      expected: 'a number',
    }),
  )
})
