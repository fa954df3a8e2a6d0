import { expect, test } from 'vitest'
import { settled } from '../test/support/clock.ts'
import { unhandledRejections } from '../test/support/unhandled.ts'
import { type Call, toCall, type WithResponse } from './call.ts'

const unhandled = unhandledRejections()

const response = new Response(null, { status: 201 })
const answered = () => toCall(Promise.resolve({ data: 'lodash', response }))
const failed = () => toCall<string>(Promise.reject<WithResponse<string>>(new Error('no answer')))

test('a call is a promise of the answer', async () => {
  expect(await answered()).toBe('lodash')
  expect(await Promise.all([answered(), answered()])).toEqual(['lodash', 'lodash'])
})

test('with the response, for who asks', async () => {
  expect(await answered().withResponse()).toEqual({ data: 'lodash', response })
})

test.each<[string, (call: Call<string>) => Promise<unknown>]>([
  ['await', async (call) => await call],
  ['withResponse', (call) => call.withResponse()],
  ['then', (call) => call.then((data) => data)],
  ['catch', (call) => call.catch((error: unknown) => Promise.reject(error))],
  ['finally', (call) => call.finally(() => {})],
])('a failure is told once, to who used the call by %s', async (_, use) => {
  await expect(use(failed())).rejects.toThrow('no answer')
  await settled()
  expect(unhandled).toEqual([])
})

test('a failure that nobody looks at does not go by in silence', async () => {
  failed()
  await settled()
  expect(unhandled).toHaveLength(1)
})
