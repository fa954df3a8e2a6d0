import { expect, test } from 'vitest'
import { start } from '../../test/support/clock.ts'
import { readRetryAfter, readWait } from './retry-after.ts'

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
  ['99999999999999999999', 1e12],
])('%j is %s ms', (value, wait) => {
  expect(readRetryAfter(new Headers({ 'Retry-After': value }), start)).toBe(wait)
})

test('no header is no wish', () => {
  expect(readRetryAfter(new Headers(), start)).toBeUndefined()
})

const reset = (milliseconds: number) => String((start + milliseconds) / 1000)

test.each<[string, number, Record<string, string>, number | undefined]>([
  ['its own wish first', 429, { 'Retry-After': '7', 'X-RateLimit-Reset': reset(60_000) }, 7000],
  ['then the end of the window', 429, { 'X-RateLimit-Reset': reset(60_000) }, 60_000],
  ['with nothing left in it', 429, { 'X-RateLimit-Reset': reset(60_000), 'X-RateLimit-Remaining': '0' }, 60_000],
  ['but not where requests are left', 429, { 'X-RateLimit-Reset': reset(60_000), 'X-RateLimit-Remaining': '9' }, undefined],
  ['nor where it is over', 429, { 'X-RateLimit-Reset': reset(-1000) }, undefined],
  ['nor where it is told in milliseconds by mistake', 429, { 'X-RateLimit-Reset': String(start + 60_000) }, undefined],
  ['and for a 429 only', 503, { 'X-RateLimit-Reset': reset(60_000) }, undefined],
])('a refusal asks to wait: %s', (_, status, headers, wait) => {
  expect(readWait(new Response(null, { status, headers }), start)).toBe(wait)
})
