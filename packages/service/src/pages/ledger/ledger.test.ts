import { afterEach, beforeAll, expect, test } from 'vitest'
import { people, type Shown, show } from '../../../test/shown.ts'
import { ada, npm, type Story, story, toProduction } from '../../../test/story.ts'
import { type Sql, sql } from '../../database/sql.ts'
import { approvePlan } from '../../flow/decide.ts'
import { listPlans } from '../../store/plans.ts'
import { listTasks } from '../../store/tasks.ts'

let world: Story
let shown: Shown
beforeAll(async () => {
  world = await story()
  shown = show(world.parts)
  await world.push('dev', npm('left-pad'))
  await world.work()
  const [plan] = (await listPlans(world.parts.database, { edge: toProduction })).rows
  await approvePlan(world.parts, plan?.id ?? 0, ada, {})
  await world.work()
  await change(sql`create table as_written as select * from promotion.ledger`)
})

afterEach(async () => {
  await change(sql`delete from promotion.ledger`)
  await change(sql`insert into promotion.ledger select * from as_written`)
  await change(sql`delete from promotion.assessments where kind = 'ledger'`)
})

async function checked(): Promise<string> {
  const answer = await shown.post('/history/ledger/check', { pipeline: 'acme' })
  expect(answer.headers.get('location')).toBe('/history/ledger?pipeline=acme&said=looking+at+all')
  await world.work()
  return (await shown.get('/history/ledger')).text
}

const change = (statement: Sql) => world.parts.database.query(statement)

test('a chain that holds is said to hold, with its end for people to note down', async () => {
  expect((await shown.get('/history/ledger')).text).toContain('not checked yet')
  const text = await checked()
  expect(text).toContain('the chain is intact')
  const [last] = await world.parts.database.query<{ digest: string }>(
    sql`select digest from promotion.ledger order by seq desc limit 1`,
  )
  expect(text).toContain(last?.digest)
  expect(text).toContain('Plan 1')
})

test.each([
  [
    'a document was changed',
    3,
    sql`update promotion.ledger set entry = replace(entry, 'left-pad', 'right-pad') where seq = 3`,
    'does not match the digest',
  ],
  [
    'a column tells otherwise than its document',
    2,
    sql`update promotion.ledger set kind = 'approval' where seq = 2`,
    'does not match the digest',
  ],
  [
    'a time was changed',
    2,
    sql`update promotion.ledger set at = at - interval '1 day' where seq = 2`,
    'does not match the digest',
  ],
  ['an entry is gone', 2, sql`delete from promotion.ledger where seq = 2`, 'comes where entry 2 should be'],
  ['an entry is not even JSON', 4, sql`update promotion.ledger set entry = '<b>' where seq = 4`, 'is not an entry'],
])('it is told where the chain breaks: %s', async (_, seq, statement, why) => {
  await change(statement)
  const text = await checked()
  expect(text).toContain('the chain is broken')
  expect(text).toMatch(new RegExp(`It breaks at entry ${seq}: .*${why}`))
  expect(text).toContain('after the break')
  const [task] = (await listTasks(world.parts.database)).rows
  expect(task).toMatchObject({ kind: 'needs a human', detail: expect.stringContaining(`breaks at entry ${seq}: `) })
})

test('that the end is missing is seen by what was there at the check before', async () => {
  await checked()
  await change(sql`delete from promotion.ledger where seq = (select max(seq) from promotion.ledger)`)
  expect(await checked()).toContain('the chain is broken')
  // A check of a broken chain forgets nothing.
  expect(await checked()).toContain('the chain is broken')
})

test('the file has every entry as it was written, a line each', async () => {
  const { text, headers } = await shown.get('/history/ledger.jsonl?pipeline=acme', people.vera)
  expect(headers.get('content-disposition')).toBe('attachment; filename="ledger-acme.jsonl"')
  const rows = await world.parts.database.query<{ entry: string }>(sql`select entry from promotion.ledger order by seq`)
  expect(text).toBe(rows.map(({ entry }) => `${entry}\n`).join(''))
})

test('an entry shows its document, line by line, and leads to the one before', async () => {
  const { text } = await shown.get('/history/ledger/2')
  expect(text).toContain('<a href="/history/ledger/1?pipeline=acme">')
  expect(text).not.toContain('U+000A')
  expect((await shown.get('/history/ledger/999')).status).toBe(404)
})

test('an entry that was changed to markup, or to nothing that can be read, is no markup', async () => {
  await change(sql`update promotion.ledger set entry = jsonb_build_object('seq', 2, 'at', '<b>then</b>', 'kind', '<img src=x>', 'previous', 5, 'digest', 7,
    'document', jsonb_build_object('plan', '<script>'))::text where seq = 2`)
  const { status, text } = await shown.get('/history/ledger/2')
  expect(status).toBe(200)
  expect(text).not.toMatch(/<b>|<img|<script>/)
  await change(sql`update promotion.ledger set entry = 'nothing' where seq = 2`)
  expect((await shown.get('/history/ledger/2')).status).toBe(404)
})

test('whoever may only look has nothing checked', async () => {
  expect((await shown.get('/history/ledger', people.vera)).text).not.toContain('Check the chain')
  expect((await shown.post('/history/ledger/check', { pipeline: 'acme' }, people.vera)).status).toBe(403)
  expect((await shown.post('/history/ledger/check', { pipeline: 'other' })).status).toBe(404)
  expect(world.jobs()).toEqual([])
})
