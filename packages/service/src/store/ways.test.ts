import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { fillWith } from '../../test/many-packages.ts'
import type { Database, Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { pastPlans } from './history.ts'
import { namesLike } from './names.ts'
import { stageCounts } from './stage-counts.ts'
import { countNeeds } from './standing.ts'

let database: Database
beforeAll(async () => {
  database = await testDatabase()
  await fillWith(database, 'acme', 10_000)
  await database.query(sql`
    insert into promotion.plans (digest, pipeline, edge, state, origin, requested_by, made_at, packages, going, document, closed_at)
    select n, 'acme', 'acme/dev/staging', case when n % 1000 = 0 then 'approval' else 'done' end, 'person', 'Ada ' || n % 20, now(), 1, 1, '{}',
      case when n % 1000 = 0 then null else now() end
    from generate_series(1, 10000) as n`)
  await database.query(sql`
    insert into promotion.approvals (plan, pipeline, edge, digest, by, at, document)
    select id, pipeline, edge, 'a', 'Grace ' || id % 20, made_at, '{}' from promotion.plans`)
  await database.query(sql`vacuum analyze promotion.plans, promotion.approvals, promotion.holdings`)
})

/**
 * The query plan of the database, a line for each step. Sequential scans are disabled, which it would otherwise choose for such small tables, so one
 * in the plan means that there is no index.
 */
async function wayOf(ask: (database: Queryable) => Promise<unknown>): Promise<string> {
  const lines: string[] = []
  await ask({
    ...database,
    async query(statement) {
      const steps = await database.transaction(async (transaction) => {
        await transaction.query(sql`set local enable_seqscan = off`)
        return await transaction.query<{ 'QUERY PLAN': string }>(sql`explain ${statement}`)
      })
      lines.push(...steps.map((step) => step['QUERY PLAN']))
      return await database.query(statement)
    },
  })
  return lines.join('\n')
}

test('what stages hold is counted from an index alone', async () => {
  const way = await wayOf((asked) => stageCounts(asked, 'acme'))
  expect(way).toContain('Index Only Scan using holdings_states')
  expect(way).not.toContain('Seq Scan')
})

test('what waits for people is counted without those plans that are over', async () => {
  expect(await countNeeds(database)).toBe(10)
  expect(await wayOf(countNeeds)).not.toContain('Seq Scan on plans')
})

test('people are found by a part of their names without looking at all that they decided', async () => {
  expect((await namesLike(database, 'gRACE 1')).toSorted()).toEqual(
    ['Grace 1', ...Array.from({ length: 10 }, (_, index) => `Grace ${10 + index}`)].toSorted(),
  )
  const way = await wayOf((asked) => namesLike(asked, 'ada'))
  for (const index of ['plans_requested_by', 'approvals_by']) expect(way).toContain(`Index Only Scan using ${index}`)
  expect(way).not.toMatch(/Seq Scan on (plans|approvals)/)
  const { rows } = await pastPlans(database, { person: 'ADA 7' })
  expect(new Set(rows.map(({ requestedBy }) => requestedBy))).toEqual(new Set(['Ada 7']))
  expect((await pastPlans(database, { person: '%' })).rows).toEqual([])
})
