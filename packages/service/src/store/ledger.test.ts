import { expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { sql } from '../database/sql.ts'
import { writtenRows } from './ledger.ts'

test('a ledger in which entries are missing is read once and to its end, however many parts that takes', async () => {
  const database = await testDatabase()
  await database.query(sql`
    insert into promotion.ledger (pipeline, seq, at, kind, digest, entry)
    select 'acme', seq, now(), 'plan', 'd' || seq, '{}' from generate_series(1, 900) as seq where seq not in (3, 200, 201, 500)`)
  const seen: number[] = []
  for await (const { seq } of writtenRows(database, 'acme')) seen.push(seq)
  expect(seen).toHaveLength(896)
  expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => a - b))
  expect(seen.at(-1)).toBe(900)
})
