import { expect, test } from 'vitest'
import { start } from '../../test/support/clock.ts'
import { readRetryAfter } from './retry-after.ts'

test.each<[string, number | undefined]>([
  ['0', 0],
  ['3304', 3_304_000],
  ['1.5', 1500],
  [' 2 ', 2000],
  ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
  ['Wed, 31 Dec 2025 23:59:59 GMT', 0],
  ['', undefined],
  ['soon', undefined],
  ['-5', undefined],
  ['5s', undefined],
  ['1e3', undefined],
  ['apples 12', undefined],
  ['2026-01-01T00:00:30Z', undefined],
  ['Thu, 99 Jan 2026 00:00:30 GMT', undefined],
])('%j is %s ms', (value, wait) => {
  expect(readRetryAfter(new Headers({ 'Retry-After': value }), start)).toBe(wait)
})

test('no header is no wish', () => {
  expect(readRetryAfter(new Headers(), start)).toBeUndefined()
})
