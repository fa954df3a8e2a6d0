import fc from 'fast-check'
import { expect, test } from 'vitest'
import { middle } from './middle.ts'

test('a stray sample does not move it', () => {
  expect(middle([3, 1, 2, 1, 900])).toBe(2)
  expect(middle([1, 1, 2, 2])).toBe(1.5)
  expect(middle([7])).toBe(7)
  expect(() => middle([])).toThrow('no samples')
})

test('it lies between the samples, whatever their order', () => {
  const samples = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(samples, (some) => {
      expect(middle(some)).toBeGreaterThanOrEqual(Math.min(...some))
      expect(middle(some)).toBeLessThanOrEqual(Math.max(...some))
      expect(middle([...some].reverse())).toBe(middle(some))
    }),
  )
})
