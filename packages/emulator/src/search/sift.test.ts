import { expect, test } from 'vitest'
import { Refusal } from '../core/errors.ts'
import { date, number, text, word } from './fields.ts'
import { type RowFields, sift } from './sift.ts'

interface Row {
  readonly name: string
  readonly role: string
  readonly size: number
  readonly at: string
}

const rows: readonly Row[] = [
  { name: 'Beta release', role: 'Owner', size: 10, at: '2026-03-01T00:00:00Z' },
  { name: 'alpha', role: 'Member', size: 9, at: '2026-02-01T00:00:00Z' },
  { name: 'alphabet', role: 'Member', size: 10, at: '2026-01-01T00:00:00Z' },
]

const fields: RowFields<Row> = {
  name: text(({ name }) => [name]),
  role: word(({ role }) => [role]),
  size: number(({ size }) => size),
  at: date(({ at }) => at),
}

const now = new Date('2026-03-02T00:00:00Z')
const names = (query: object) => sift(rows, query, fields, { clock: { now: () => now.getTime() } }).map(({ name }) => name)

test.each([
  [{}, ['Beta release', 'alpha', 'alphabet']],
  [{ query: '' }, ['Beta release', 'alpha', 'alphabet']],
  [{ query: 'ALPHA' }, ['alpha', 'alphabet']],
  [{ query: 'name:alpha' }, ['alpha', 'alphabet']],
  [{ query: 'name:alpha$' }, ['alpha']],
  [{ query: 'name:"beta rel"' }, ['Beta release']],
  [{ query: 'name:Beta release' }, ['Beta release']],
  [{ query: 'role:member AND NOT name:^alphabet' }, ['alpha']],
  [{ query: 'role:mem' }, []],
  [{ query: 'owne' }, ['Beta release']],
  [{ query: 'size:>9' }, ['Beta release', 'alphabet']],
  [{ query: '10' }, []],
  [{ query: "at:>'1 month ago'" }, ['Beta release']],
  [{ sort: 'size' }, ['alpha', 'Beta release', 'alphabet']],
  [{ sort: '-size,-name' }, ['alphabet', 'Beta release', 'alpha']],
  [{ sort: '-at' }, ['Beta release', 'alpha', 'alphabet']],
  [{ sort: 'colour' }, ['Beta release', 'alpha', 'alphabet']],
  // Every object has a property of this name.
  [{ sort: '-constructor' }, ['Beta release', 'alpha', 'alphabet']],
])('%j gives %j, and leaves the rows alone', (query, expected) => {
  const before = [...rows]
  expect(names(query)).toEqual(expected)
  expect(rows).toEqual(before)
})

test.each(['colour:red', 'name:"open', 'size:large'])('%s is refused, as it cannot be read', (query) => {
  expect(() => names({ query })).toThrow(Refusal)
})
