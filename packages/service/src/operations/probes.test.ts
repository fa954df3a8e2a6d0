import { expect, test } from 'vitest'
import { probes } from './probes.ts'

test('a process that lives says so, also while it cannot do what it is for', async () => {
  const app = probes({ unready: async () => ['the database is unavailable'], metrics: undefined, token: undefined })
  expect((await app.request('/healthz')).status).toBe(200)
  const ready = await app.request('/readyz')
  expect([ready.status, await ready.json()]).toEqual([503, { ready: false, problems: ['the database is unavailable'] }])
})
