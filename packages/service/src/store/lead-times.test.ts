import { expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { leadTimes } from './lead-times.ts'

const keep = (database: Database, edge: string, day: string, took: readonly number[]) =>
  database.query(sql`
    insert into promotion.lead_times (pipeline, edge, day, took) values ('acme', ${edge}, ${day}::date, ${took}::integer[])`)

test('medians and ninetieths are those of days, of weeks from Monday on, and of all together', async () => {
  const database = await testDatabase()
  await keep(database, 'a', '2026-01-04', [1_000])
  await keep(database, 'a', '2026-01-05', [10, 20, 40])
  await keep(database, 'a', '2026-01-11', [30])
  await keep(database, 'b', '2026-01-05', [5])
  await keep(database, 'a', '2025-12-31', [9])
  const since = new Date('2026-01-01T15:00:00Z')
  const told = ({ edge, at, packages, median }: { edge: string; at: Date; packages: number; median: number }) =>
    `${edge} ${at.toISOString().slice(0, 10)}: ${packages}, ${median} s`
  expect((await leadTimes(database, 'acme', since)).spans.map(told)).toEqual([
    'a 2026-01-04: 1, 1000 s',
    'a 2026-01-05: 3, 20 s',
    'a 2026-01-11: 1, 30 s',
    'b 2026-01-05: 1, 5 s',
  ])
  const weeks = await leadTimes(database, 'acme', since, 'week')
  expect(weeks.spans.map(told)).toEqual(['a 2025-12-29: 1, 1000 s', 'a 2026-01-05: 4, 25 s', 'b 2026-01-05: 1, 5 s'])
  expect(weeks.edges).toEqual([
    { edge: 'a', packages: 5, median: 30, ninetieth: expect.closeTo(616) },
    { edge: 'b', packages: 1, median: 5, ninetieth: 5 },
  ])
  expect(await leadTimes(database, 'nobody', since)).toEqual({ spans: [], edges: [] })
})
