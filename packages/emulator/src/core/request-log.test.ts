import { expect, test } from 'vitest'
import { ExchangeRecord } from './exchange.ts'
import { createRequestLog } from './request-log.ts'

test('the latest requests are kept, no more than were asked for', () => {
  const { log, write } = createRequestLog(3)
  const all = log.all
  for (let at = 1; at <= 5; at++) {
    write({ id: 0, at, method: at % 2 === 0 ? 'GET' : 'POST', url: '/' }, new ExchangeRecord(new Headers()))
  }
  expect(log.all.map(({ at }) => at)).toEqual([3, 4, 5])
  expect(log.writes.map(({ at }) => at)).toEqual([3, 5])
  expect(all).toBe(log.all)
  // Headers and bodies are dropped together with their request.
  expect(log.all.map(({ id }) => log.exchange(id) !== undefined)).toEqual([true, true, true])
  expect(log.exchange(2)).toBeUndefined()
})

test('what a server refused has no exchange, and takes none from another request', () => {
  const { log, write } = createRequestLog(2)
  write({ id: 0, at: 1, method: 'GET', url: '/' }, new ExchangeRecord(new Headers()))
  for (let at = 2; at <= 3; at++) log.add({ at, method: 'GET', url: '/', status: 403 })
  expect(log.all.map(({ id }) => log.exchange(id))).toEqual([undefined, undefined])
  expect([0, 4].map((id) => log.exchange(id))).toEqual([undefined, undefined])
})

test('a log that nobody looks at does not grow on', () => {
  const { log, write } = createRequestLog(3)
  const held = log.all
  for (let at = 1; at <= 5_000; at++) write({ id: 0, at, method: 'GET', url: '/' }, new ExchangeRecord(new Headers()))
  expect(held.length).toBeLessThan(1_100)
  expect(log.all.map(({ at }) => at)).toEqual([4_998, 4_999, 5_000])
})

test('of a very long address only the beginning is kept, and nothing of the rest stays in memory', () => {
  const { log, write } = createRequestLog(3)
  const url = `/packages/acme/dev/?query=${'x'.repeat(900_000)}`
  write({ id: 0, at: 1, method: 'GET', url }, new ExchangeRecord(new Headers()))
  log.add({ at: 2, method: 'GET', url, status: 403 })
  expect(log.all.map((entry) => entry.url)).toEqual([`${url.slice(0, 8_192)}…`, `${url.slice(0, 8_192)}…`])
})
