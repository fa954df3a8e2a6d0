import { expect, test } from 'vitest'
import { formatTable } from './table.ts'

test('words stand left, figures right, and a missing figure leaves its place empty', () => {
  const table = {
    title: 'Speed',
    columns: ['', 'ratio', 'count'],
    rows: [
      ['ours', 1.005, 1234567],
      ['another', null, 7],
    ],
    notes: ['Measured at night.'],
  }
  expect(formatTable(table)).toBe(`Speed

         ratio      count
-------  -----  ---------
ours      1.01  1,234,567
another                 7

- Measured at night.
`)
})
