import { createClient } from '@redis/client'
import { Redis } from 'ioredis'
import { Client, Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createReceiver, type TriggerStore } from '../src/index.ts'
import { deliveriesTable, type PostgresStoreOptions, postgresStore } from '../src/stores/postgres.ts'
import { redisStore } from '../src/stores/redis.ts'
import { exampleEvent, signedRequest } from '../src/testing.ts'
import { noPostgres, startPostgres } from './services/postgres.ts'
import { noRedis, type RedisServer, startRedis, startStandIn } from './services/redis.ts'

/** How long deliveries are remembered, in milliseconds. */
type Options = Pick<PostgresStoreOptions, 'keepFor'>

/** What every store that processes share must do, whatever its database. */
function isShared(connect: (options?: Options) => Required<TriggerStore>) {
  const long = 60_000
  const newId = () => `it's "${crypto.randomUUID()}"`

  test('of many that claim a delivery at once, one gets it', async () => {
    const id = newId()
    const claims = await Promise.all(Array.from({ length: 20 }, () => connect().claim(id, long)))
    expect(claims.filter(Boolean)).toHaveLength(1)
    expect(await connect().has(id)).toBe(false)
  })

  test('what was handled is remembered, and nobody can claim it', async () => {
    const [one, two, id] = [connect(), connect(), newId()]
    await one.claim(id, long)
    await one.add(id)
    await one.add(id)
    expect(await two.has(id)).toBe(true)
    expect(await two.claim(id, long)).toBe(false)
    expect(await one.claim(id, long)).toBe(false)
  })

  test('what was given back can be claimed by another; what was handled cannot be given back', async () => {
    const [one, two, id] = [connect(), connect(), newId()]
    await one.claim(id, long)
    await one.release(id)
    expect(await two.claim(id, long)).toBe(true)
    await two.add(id)
    await two.release(id)
    expect(await one.has(id)).toBe(true)
  })

  test('a claim lapses, and whoever had it cannot give back what another has claimed since', async () => {
    const [dead, heir, third, id] = [connect(), connect(), connect(), newId()]
    await dead.claim(id, 1)
    await vi.waitFor(async () => expect(await heir.claim(id, long)).toBe(true), { interval: 5, timeout: 30_000 })
    await dead.release(id)
    expect(await third.claim(id, long)).toBe(false)
  })

  test('what was handled is forgotten when its time is over', async () => {
    const [one, id] = [connect({ keepFor: 1 }), newId()]
    await one.add(id)
    await vi.waitFor(async () => expect(await one.has(id)).toBe(false), { interval: 5, timeout: 30_000 })
    expect(await connect().claim(id, long)).toBe(true)
    expect(await connect().has(id)).toBe(false)
  })

  test('three copies of one delivery to two processes are handled once; after a failure, the retry is', async () => {
    const handled = vi.fn().mockRejectedValueOnce(new Error('database away')).mockResolvedValue('fine')
    const onError = vi.fn()
    const processes = [1, 2].map(() => createReceiver({ signatureKey: 'key', store: connect(), onError }).on('*', handled))
    const event = exampleEvent('package.synced')
    event.meta.trigger_id = crypto.randomUUID()
    const deliver = async (to: number) => (await processes[to]?.fetch(await signedRequest(event, { key: 'key' })))?.status

    expect(await deliver(0)).toBe(500)
    expect(await Promise.all([deliver(0), deliver(1), deliver(1)])).toEqual([200, 200, 200])
    expect(handled).toHaveBeenCalledTimes(2)
  })
}

describe.skipIf(noPostgres !== undefined)(`PostgreSQL${noPostgres === undefined ? '' : ` (skipped: ${noPostgres})`}`, () => {
  let server: Awaited<ReturnType<typeof startPostgres>>
  let pool: Pool
  beforeAll(async () => {
    server = await startPostgres()
    pool = new Pool(server.connection)
    await vi.waitFor(() => pool.query('select 1'), { interval: 50, timeout: 30_000 })
    await pool.query(deliveriesTable())
  })
  afterAll(async () => {
    await pool.end()
    await server.stop()
  })

  isShared((options) => postgresStore(pool, options))

  test('a single connection will do as well', async () => {
    const client = new Client(server.connection)
    await client.connect()
    expect(await postgresStore(client).claim('by a client', 1_000)).toBe(true)
    await client.end()
  })

  test('each delivery deletes up to a hundred rows whose time is over, and no others', async () => {
    const table = 'pruned.deliveries of "one" service'
    await pool.query('create schema pruned')
    await pool.query(deliveriesTable(table))
    await pool.query(deliveriesTable(table))
    const store = postgresStore(pool, { table })
    const rows = async () => (await pool.query('select * from pruned."deliveries of ""one"" service"')).rows.length
    await pool.query(
      `insert into pruned."deliveries of ""one"" service" (trigger_id, claimed_by, is_handled, expires_at)
        select n::text, gen_random_uuid(), n % 2 = 0, now() + make_interval(secs => case when n <= 150 then -1 else 60 end)
        from generate_series(1, 160) n`,
    )
    await store.add('new')
    expect(await rows()).toBe(61)
    await store.add('newer')
    expect(await rows()).toBe(12)
    await store.add('1')
    expect(await store.has('1')).toBe(true)
  })
})

describe.each([
  ['Redis', startRedis, noRedis],
  ['what stands in for Redis', startStandIn, undefined],
])('%s', (_, start, missing) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? 'with' : `(skipped: ${missing})`, () => {
    let server: RedisServer
    let nodeRedis: ReturnType<typeof createClient>
    let ioredis: Redis
    beforeAll(async () => {
      server = await start()
      nodeRedis = createClient({ socket: { path: server.path, tls: false } })
      nodeRedis.on('error', () => {}) // while the server starts
      ioredis = new Redis({ path: server.path, enableReadyCheck: false })
      ioredis.on('error', () => {})
      await nodeRedis.connect()
    })
    afterAll(async () => {
      nodeRedis.destroy()
      ioredis.disconnect()
      await server.stop()
    })

    describe('@redis/client', () => isShared((options) => redisStore(nodeRedis, options)))
    describe('ioredis', () => isShared((options) => redisStore(ioredis, options)))

    test('receivers that do different work have prefixes of their own', async () => {
      expect(await redisStore(ioredis, { prefix: 'one:' }).claim('id', 60_000)).toBe(true)
      expect(await redisStore(ioredis, { prefix: 'two:' }).claim('id', 60_000)).toBe(true)
      expect(await redisStore(ioredis, { prefix: 'one:' }).claim('id', 60_000)).toBe(false)
    })

    test('what is kept expires: a claim by its time, a memory after a week', async () => {
      const sent = vi.fn((words: string[]) => nodeRedis.sendCommand(words))
      const store = redisStore({ sendCommand: sent })
      await store.claim('timed', 1_234.5)
      await store.add('timed')
      expect(sent.mock.calls.map(([words]) => words.slice(-2))).toEqual([
        ['PX', '1235'],
        ['PX', '604800000'],
      ])
    })
  })
})
