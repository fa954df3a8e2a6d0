import { expect, test } from 'vitest'
import { jumpingClock } from '../../test/support/clock.ts'
import { answering, json } from '../../test/support/transport.ts'
import { Cloudsmith } from '../cloudsmith.ts'
import { createRetryQuota } from './retry-quota.ts'

const at = { owner: 'acme', repo: 'dev', identifier: 'abc' }

test('a hundred retries are paid for, then one for every five successes', () => {
  const quota = createRetryQuota()
  const paid = Array.from({ length: 150 }, () => quota.take())
  expect(paid.filter(Boolean)).toHaveLength(100)

  for (let success = 1; success <= 4; success++) quota.give()
  expect(quota.take()).toBe(false)
  quota.give()
  expect([quota.take(), quota.take()]).toEqual([true, false])
})

test('where everything fails, the calls of one client stop trying again together; another client is not touched', async () => {
  const { fetch, sent } = answering(json(503, {}))
  const client = () => new Cloudsmith({ fetch, clock: jumpingClock(), retries: 4 })
  const cloudsmith = client()
  for (let call = 0; call < 50; call++) await cloudsmith.packages.read(at).catch(() => {})
  // 25 calls with four retries each use the quota up; the other 25 are sent once.
  expect(sent).toHaveLength(25 * 5 + 25)

  await client()
    .packages.read(at)
    .catch(() => {})
  expect(sent).toHaveLength(25 * 5 + 25 + 5)
})

test('a wait that the service asked for costs nothing', async () => {
  const { fetch, sent } = answering(json(429, {}, { 'Retry-After': '1' }))
  const cloudsmith = new Cloudsmith({ fetch, clock: jumpingClock(), retries: 4 })
  for (let call = 0; call < 50; call++) await cloudsmith.packages.read(at).catch(() => {})
  expect(sent).toHaveLength(50 * 5)
})
