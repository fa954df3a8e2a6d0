import { readFile } from 'node:fs/promises'
import { expect, test, vi } from 'vitest'
import { createReceiver } from '../src/index.ts'
import { exampleEvent, signedRequest } from '../src/testing.ts'
import { postgresStore, redisStore } from './stores.ts'

/** As much of Redis as the store needs, with the expiry that was asked for. */
function redis() {
  const kept = new Map<string, number>()
  return {
    kept,
    exists: async (key: string) => Number(kept.has(key)),
    set: async (key: string, _: string, { EX }: { EX: number }) => kept.set(key, EX),
  }
}

/** As much of Postgres as the store needs. */
function postgres() {
  const rows = new Set<string>()
  return {
    rows,
    async query(text: string, [id = '']: readonly string[]) {
      if (text.startsWith('insert')) rows.add(id)
      return { rowCount: Number(rows.has(id)) }
    },
  }
}

const [server, database] = [redis(), postgres()]

test.each([
  ['Redis', () => redisStore(server), () => [...server.kept.keys()].map((name) => name.replace('cloudsmith:', ''))],
  ['Postgres', () => postgresStore(database), () => [...database.rows]],
])('two machines that share a store in %s handle a delivery once', async (_, store, kept) => {
  const handled = vi.fn()
  const machines = [1, 2].map(() => createReceiver({ signatureKey: 'key', store: store() }).on('*', handled))
  const event = exampleEvent('package.synced')
  for (const machine of machines) expect((await machine.fetch(await signedRequest(event, { key: 'key' }))).status).toBe(200)
  expect(handled).toHaveBeenCalledTimes(1)
  expect(kept()).toEqual([event.meta.trigger_id])
})

test('Redis forgets after a week', () => {
  expect([...server.kept.values()]).toEqual([604_800])
})

test('the README shows these very stores', async () => {
  const readme = await readFile(`${import.meta.dirname}/../README.md`, 'utf8')
  const source = await readFile(`${import.meta.dirname}/stores.ts`, 'utf8')
  const stores = source
    .slice(source.indexOf('export const'))
    .replaceAll('export ', '')
    .replace('(redis: Redis): TriggerStore', '(redis)')
  expect(readme).toContain(stores.replace('(pool: Postgres): TriggerStore', '(pool)').trim())
})
