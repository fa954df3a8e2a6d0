import { expect, test } from 'vitest'
import { createRequestLog } from './request-log.ts'

test('the latest requests are kept, no more than were asked for', () => {
  const log = createRequestLog(3)
  const all = log.all
  for (let at = 1; at <= 5; at++) log.add({ at, method: at % 2 === 0 ? 'GET' : 'POST', url: '/' })
  expect(log.all.map(({ at }) => at)).toEqual([3, 4, 5])
  expect(log.writes.map(({ at }) => at)).toEqual([3, 5])
  expect(all).toBe(log.all)
})
