import { expect, test } from 'vitest'
import { readRateLimit } from './rate-limit.ts'

const headers = { 'X-RateLimit-Limit': '5400', 'X-RateLimit-Remaining': '12', 'X-RateLimit-Reset': '1767225600' }

test('the allowance is told in requests and milliseconds', () => {
  expect(readRateLimit(new Headers({ ...headers, 'X-RateLimit-Interval': '0.666' }))).toEqual({
    limit: 5400,
    remaining: 12,
    resetAt: 1_767_225_600_000,
    interval: 666,
  })
  expect(readRateLimit(new Headers(headers))?.interval).toBeUndefined()
})

test.each(['', 'none', '-1', 'Infinity', '1e300'])('a rest of %j tells nothing', (value) => {
  expect(readRateLimit(new Headers({ ...headers, 'X-RateLimit-Remaining': value }))).toBeUndefined()
})

test('an answer without the headers tells nothing', () => {
  expect(readRateLimit(new Headers())).toBeUndefined()
})
