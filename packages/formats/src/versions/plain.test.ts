import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainScheme } from './plain.ts'

const { compare, isVersion, isPrerelease } = plainScheme

test('runs of digits rise as numbers, and all else as text', () => {
  const rising = ['20b1', 'nightly', '1', '1-rc1', '1.0', '1.0-rc2', '1.0-rc10', '1.9', '1.10', '20240131', '20240131.2']
  expect(rising.toReversed().toSorted(compare)).toEqual(rising)
})

test('a v before it, and zeros before a number, make no other version', () => {
  expect(compare('v1.2', '1.2')).toBe(0)
  expect(compare('2024.01.05', '2024.1.5')).toBe(0)
})

test('what begins with no number is no version, nor is a digest that happens to begin with one', () => {
  expect(['1', 'v1.0', '1.0-rc1', '2024-01-31', '1_a'].filter((text) => !isVersion(text))).toEqual([])
  expect(['', 'nightly', '.1', 'v', '5afba09c', 'sha256:12'].filter(isVersion)).toEqual([])
})

test('nothing is a pre-release: no rule says what marks one', () => {
  expect(isPrerelease('1.0-rc1')).toBe(false)
})

test('there is one order, whatever one asks first', () => {
  const text = fc
    .array(fc.constantFrom('0', '1', '10', '01', 'v', 'rc', '.', '-', '+', ' '), { maxLength: 6 })
    .map((all) => all.join(''))
  const order = (a: string, b: string) => Math.sign(compare(a, b))
  fc.assert(
    fc.property(text, text, text, (a, b, c) => {
      expect(order(a, b) + order(b, a)).toBe(0)
      if (order(a, b) <= 0 && order(b, c) <= 0) expect(order(a, c)).toBeLessThanOrEqual(0)
      if (order(a, b) === 0) expect(order(a, c)).toBe(order(b, c))
    }),
    { numRuns: 3000 },
  )
})
