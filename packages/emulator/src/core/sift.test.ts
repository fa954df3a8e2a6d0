import { expect, test } from 'vitest'
import { sift } from './sift.ts'

const rows = [
  { name: 'Beta', size: 10 },
  { name: 'alpha', size: 9 },
  { name: 'alphabet', size: 10 },
]
const fields = { name: ({ name }: { name: string }) => name, size: ({ size }: { size: number }) => size }
const names = (query: object) => sift(rows, query, fields).map(({ name }) => name)

test.each([
  [{}, ['Beta', 'alpha', 'alphabet']],
  [{ query: 'ALPHA' }, ['alpha', 'alphabet']],
  [{ sort: 'size' }, ['alpha', 'Beta', 'alphabet']],
  [{ sort: '-size,-name' }, ['alphabet', 'Beta', 'alpha']],
  [{ sort: 'colour' }, ['Beta', 'alpha', 'alphabet']],
])('%j gives %j, and leaves the rows alone', (query, expected) => {
  const before = [...rows]
  expect(names(query)).toEqual(expected)
  expect(rows).toEqual(before)
})
