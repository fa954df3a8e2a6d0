import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

test.each([
  ['stagin', 'staging'],
  ['stagging', 'staging'],
  ['satging', 'staging'],
  ['STAGING', 'staging'],
  ['prod', undefined],
  ['dve', 'dev'],
  ['xyz', undefined],
  ['', undefined],
])('%j is nearest to %j', (name, found) => {
  expect(nearest(name, ['production', 'dev', 'staging'])).toBe(found)
})

test('of many and long names only so many are looked at', () => {
  const names = Array.from({ length: 5_000 }, (_, index) => `${'x'.repeat(index % 300)}${index}`)
  expect(nearest('y'.repeat(100_000), names)).toBeUndefined()
})
