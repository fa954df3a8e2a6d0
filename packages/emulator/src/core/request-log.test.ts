import { expect, test } from 'vitest'
import { WatchedRequest } from './exchange.ts'
import { createRequestLog } from './request-log.ts'

test('the latest requests are kept, no more than were asked for', () => {
  const { log, write } = createRequestLog(3)
  const all = log.all
  for (let at = 1; at <= 5; at++) {
    const request = new WatchedRequest(new Request('http://127.0.0.1/', { method: at % 2 === 0 ? 'GET' : 'POST' }))
    write({ id: 0, at, method: request.method, url: '/' }, request)
  }
  expect(log.all.map(({ at }) => at)).toEqual([3, 4, 5])
  expect(log.writes.map(({ at }) => at)).toEqual([3, 5])
  expect(all).toBe(log.all)
  // What went to and fro with a request is forgotten with it.
  expect(log.all.map(({ id }) => log.exchange(id) !== undefined)).toEqual([true, true, true])
  expect(log.exchange(2)).toBeUndefined()
})
