import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { emptyDatabase } from '../../test/database.ts'
import { type Database, openDatabase } from './database.ts'
import { sql } from './sql.ts'

let database: Database
beforeAll(async () => {
  database = await openDatabase({ url: await emptyDatabase(), connections: 3, onError: () => {} })
  await database.run('create table counted (id int primary key, count int)')
  await database.run('insert into counted values (1, 0), (2, 0)')
})
afterAll(() => database.close())

test('whole numbers of any size are numbers, and times are times', async () => {
  const at = new Date('2026-01-02T03:04:05.678Z')
  expect(await database.query(sql`select 9007199254740991::bigint as large, ${at}::timestamptz as at`)).toEqual([
    { large: 9007199254740991, at },
  ])
})

test('several statements of a library give the rows of all of them', async () => {
  expect(await database.run('begin; select 1 as one; select 2 as two; commit')).toEqual({ rows: [{ one: 1 }, { two: 2 }] })
})

test('two transactions that wait for each other are both done in the end', async () => {
  const add = (first: number, second: number) =>
    database.transaction(async (transaction) => {
      await transaction.query(sql`update counted set count = count + 1 where id = ${first}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
      await transaction.query(sql`update counted set count = count + 1 where id = ${second}`)
    })
  await Promise.all([add(1, 2), add(2, 1)])
  expect(await database.query(sql`select count from counted`)).toEqual([{ count: 2 }, { count: 2 }])
})

test('a transaction that fails leaves nothing behind', async () => {
  const failing = database.transaction(async (transaction) => {
    await transaction.query(sql`delete from counted`)
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await database.query(sql`select count(*) as count from counted`)).toEqual([{ count: 2 }])
})

test('who listens hears, and is told when something may have been missed', async () => {
  const heard: string[] = []
  const missed = vi.fn()
  const subscription = database.listen('news', (payload) => heard.push(payload), missed)
  await vi.waitFor(() => expect(missed).toHaveBeenCalledTimes(1))
  await database.query(sql`select pg_notify('news', 'first')`)
  await vi.waitFor(() => expect(heard).toEqual(['first']))
  await database.query(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and datname = current_database()`,
  )
  await vi.waitFor(() => expect(missed).toHaveBeenCalledTimes(2), { timeout: 10_000 })
  await database.query(sql`select pg_notify('news', 'second')`)
  await vi.waitFor(() => expect(heard).toEqual(['first', 'second']))
  await subscription.close()
})

test.each([
  ['postgres://nobody:hunter2-hunter2@127.0.0.1:1/none', 'The database at 127.0.0.1:1/none cannot be used'],
  ['not an address hunter2-hunter2', 'cannot be used'],
])('a database that cannot be reached is told with what to do, and without the password', async (url, message) => {
  const error = (await openDatabase({ url }).catch((reason: Error) => reason)) as Error
  expect(error.message).toContain(message)
  expect(error.message).toContain('DATABASE_URL')
  expect(error.message).not.toContain('hunter2')
})

test('a connection that breaks between two statements of a transaction fails that, and neither the process nor what comes after', async () => {
  const broken = database.transaction(async (transaction) => {
    const [own] = await transaction.query<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    await database.query(sql`select pg_terminate_backend(${own?.pid})`)
    // Waits until the server has noticed the end of the connection.
    while ((await database.query(sql`select 1 from pg_stat_activity where pid = ${own?.pid}`)).length > 0);
    await new Promise((resolve) => setImmediate(resolve))
    await transaction.query(sql`select 1`)
  })
  await expect(broken).rejects.toThrow()
  expect(await database.query(sql`select 1 as one`)).toEqual([{ one: 1 }])
})

/** The messages of PostgreSQL when a connection is ready, and when the server terminates it. */
const ready = Buffer.from('Z\0\0\0\x05I', 'latin1')
const farewell = 'SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0'
const dies = Buffer.from(`E\0\0\0${String.fromCharCode(farewell.length + 4)}${farewell}`, 'latin1')

/** A proxy to a database on which all connections but the first one die as soon as they are ready. */
async function deadlyWay(url: string): Promise<{ url: string; close: () => void }> {
  const { hostname, port } = new URL(url)
  let count = 0
  const server = createServer((client) => {
    const behind = connect(Number(port), hostname)
    const isDoomed = count++ > 0
    for (const socket of [client, behind]) socket.on('error', () => {})
    client.on('data', (chunk: Buffer) => behind.write(chunk)).on('close', () => behind.destroy())
    behind.on('close', () => client.destroy())
    behind.on('data', (chunk: Buffer) => {
      if (isDoomed && chunk.subarray(-ready.length).equals(ready)) client.end(Buffer.concat([chunk, dies]))
      else client.write(chunk)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: own } = server.address() as AddressInfo
  return { url: Object.assign(new URL(url), { port: String(own) }).href, close: () => server.close() }
}

test('a connection that breaks as soon as it is there fails what it was for, and not the process', async () => {
  const way = await deadlyWay(database.url)
  const behind = await openDatabase({ url: way.url, connections: 2 })
  await behind.transaction(async () => {
    await expect(behind.transaction((transaction) => transaction.query(sql`select 1`))).rejects.toThrow()
    await expect(behind.query(sql`select 1`)).rejects.toThrow()
  })
  await behind.close()
  way.close()
})
