import { expect, test } from 'vitest'
import * as base from './base.ts'
import { ConnectionError, RedirectError, TimeoutError } from './transport.ts'

test('errors are told apart across two installed copies of the package', async () => {
  const address = './base.ts?copy'
  const copy: typeof base = await import(/* @vite-ignore */ address)
  const error = new copy.InvalidRequestError('No.')

  expect(copy.InvalidRequestError).not.toBe(base.InvalidRequestError)
  expect(error).toBeInstanceOf(base.InvalidRequestError)
  expect(error).toBeInstanceOf(base.CloudsmithError)
  expect(new base.CloudsmithError('No.')).not.toBeInstanceOf(copy.InvalidRequestError)
})

test('an error is of its class and of those above it, and of no other', () => {
  const timeout = new TimeoutError('Late.', { operation: 'packages.read', attempts: 1, params: {}, url: '' })

  expect(timeout).toBeInstanceOf(ConnectionError)
  expect(timeout).toBeInstanceOf(base.CloudsmithError)
  expect(timeout).toBeInstanceOf(Error)
  expect(timeout).not.toBeInstanceOf(RedirectError)
  expect(timeout).not.toBeInstanceOf(base.InvalidRequestError)
})

test.each([undefined, null, 'text', 5, {}, new Error('x'), { name: 'CloudsmithError' }])('%o is none of ours', (value) => {
  expect(value instanceof base.CloudsmithError).toBe(false)
})

test('the brand is not among what is printed', () => {
  const error = new base.CloudsmithError('No.')

  expect(Object.keys(error)).toEqual(['name'])
  expect(
    Object.getOwnPropertySymbols(error).filter((symbol) => Object.prototype.propertyIsEnumerable.call(error, symbol)),
  ).toEqual([])
})
