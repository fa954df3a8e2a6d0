import { expect, test } from 'vitest'
import { ticksOf } from './scale.ts'

test.each([
  [0, 'number', [0, 1]],
  [1, 'number', [0, 1]],
  [7, 'number', [0, 2, 4, 6, 8]],
  [36, 'number', [0, 10, 20, 30, 40]],
  [99_999, 'number', [0, 50_000, 100_000]],
  [0, 'span', [0, 15, 30, 45, 60]],
  [100, 'span', [0, 30, 60, 90, 120]],
  [5 * 3_600, 'span', [0, 7_200, 14_400, 21_600]],
  [3.2 * 86_400, 'span', [0, 86_400, 172_800, 259_200, 345_600]],
] as const)('an axis up to %d has few and whole steps (%s)', (largest, kind, ticks) => {
  expect(ticksOf(largest, kind)).toEqual(ticks)
})

test('an axis reaches at least as far as its largest value, however large that is', () => {
  for (const kind of ['number', 'span'] as const) {
    for (let largest = 1; largest < 1e12; largest = Math.ceil(largest * 1.7)) {
      const ticks = ticksOf(largest, kind)
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(largest)
      if (largest < 1e8) expect(ticks.length).toBeLessThanOrEqual(6)
    }
  }
})
