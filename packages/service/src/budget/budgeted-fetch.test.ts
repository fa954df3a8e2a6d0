import { virtualClock } from '@cloudsmith-sdk/emulator'
import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import type { Database, Queryable } from '../database/database.ts'
import { listBudgets } from '../store/budgets.ts'
import { budgetedFetch } from './budgeted-fetch.ts'

let database: Database
beforeAll(async () => {
  database = await testDatabase()
})

const request = () => new Request('https://registry.example/v1/')

/** A registry that allows a number of requests per minute, and reports its rate limit. */
function registry(allowed: number, clock = virtualClock()) {
  const sent: number[] = []
  const window = () => Math.floor(clock.now() / 60_000)
  const fetch = async () => {
    sent.push(clock.now())
    const used = sent.filter((at) => Math.floor(at / 60_000) === window()).length
    const headers = {
      'x-ratelimit-limit': String(allowed),
      'x-ratelimit-remaining': String(Math.max(0, allowed - used)),
      'x-ratelimit-reset': String((window() + 1) * 60),
    }
    return new Response('{}', {
      status: used > allowed ? 429 : 200,
      headers: used > allowed ? { ...headers, 'retry-after': '60' } : headers,
    })
  }
  return { clock, sent, fetch }
}

const worker = ({ clock, fetch }: ReturnType<typeof registry>, credential: string, reserve = 0) =>
  budgetedFetch(fetch, { database, credential, reserve, clock })

test('workers of one credential stay within its limit together, and leave to others what is theirs', async () => {
  const world = registry(10)
  const workers = Array.from({ length: 3 }, () => worker(world, 'shared', 0.2))
  const answers: number[] = []
  for (let round = 0; round < 5; round++) {
    for (const send of workers) answers.push((await send(request(), {})).status)
  }
  expect(world.sent).toHaveLength(8)
  expect(answers.filter((status) => status === 429)).toHaveLength(7)
  await world.clock.advance(60_000)
  expect((await workers[0]?.(request(), {}))?.status).toBe(200)
})

test('what one is told, all obey: after a refusal nothing is sent until it is over', async () => {
  const world = registry(1)
  const [first, second] = [worker(world, 'refused'), worker(world, 'refused')]
  await first(request(), {})
  // Somebody else used the same key.
  await world.fetch()
  await world.clock.advance(60_000)
  await world.fetch()
  expect((await second(request(), {})).status).toBe(429)
  const sent = world.sent.length
  const answer = await first(request(), {})
  expect([answer.status, world.sent.length]).toEqual([429, sent])
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(30)
})

test('a first answer that comes while another request is taken holds up nobody', async () => {
  const world = registry(100)
  let isFirst = true
  const overtaken: Queryable = {
    run: (statement) => database.run(statement),
    async query(statement) {
      const rows = await database.query(statement)
      if (isFirst) {
        isFirst = false
        await worker(world, 'overtaken')(request(), {})
      }
      return rows as never
    },
  }
  const send = budgetedFetch(world.fetch, { database: overtaken, credential: 'overtaken', reserve: 0, clock: world.clock })
  expect((await send(request(), {})).status).toBe(200)
})

test('a short wait is sat out', async () => {
  const world = registry(1)
  const send = worker(world, 'short')
  await world.clock.advance(60_000 - (world.clock.now() % 60_000) + 57_000)
  await send(request(), {})
  expect((await send(request(), {})).status).toBe(200)
  expect(world.sent).toHaveLength(2)
})

test('requests that leave at once are counted each', async () => {
  const world = registry(5)
  const send = worker(world, 'at once')
  await send(request(), {})
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(request(), {})))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(4)
  expect(world.sent).toHaveLength(5)
  expect((await listBudgets(database)).find(({ credential }) => credential === 'at once')).toMatchObject({
    allowed: 5,
    remaining: 0,
  })
})

test('other credentials have budgets of their own', async () => {
  const world = registry(2)
  await worker(world, 'one')(request(), {})
  expect((await worker(world, 'one', 0.9)(request(), {})).status).toBe(429)
  expect((await worker(world, 'two')(request(), {})).status).toBe(200)
})
