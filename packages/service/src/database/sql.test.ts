import { expect, test } from 'vitest'
import { every, joined, sql, textOf } from './sql.ts'

test('values never become part of the text, pieces do', () => {
  const mine = sql`by = ${"ada'; drop table plans"}`
  const statement = sql`select ${1} from plans where ${mine} and id > ${2}`
  expect(textOf(statement)).toBe('select $1 from plans where by = $2 and id > $3')
  expect(statement.values).toEqual([1, "ada'; drop table plans", 2])
})

test('pieces stand one after the other, and no condition is none', () => {
  expect(textOf(joined([sql`a = ${1}`, sql`b`, sql`c = ${3}`], ' or '))).toBe('a = $1 or b or c = $2')
  expect(textOf(every([undefined, sql`a = ${1}`, undefined, sql`b = ${2}`]))).toBe('a = $1 and b = $2')
  expect(textOf(every([undefined]))).toBe('true')
})

test('what only looks like a piece is a value', () => {
  expect(sql`select ${{ texts: ['drop table plans'], values: [], more: true }}`.values).toHaveLength(1)
})
