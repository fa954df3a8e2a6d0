import { expect, test, vi } from 'vitest'
import { emptyDatabase } from '../../test/database.ts'
import { silentLog } from '../core/log.ts'
import { openQueue } from './boss.ts'

test('what the queue leaves open in the database ends by itself when its machine is gone', async () => {
  const queue = await openQueue({ url: await emptyDatabase(), log: silentLog, isWorker: false })
  const settings =
    "select name, setting from pg_settings where name ~ '^(idle_in_transaction_session|statement)_timeout$' order by 1"
  const { rows } = await queue.boss.getDb().executeSql(settings)
  expect(rows).toEqual([
    { name: 'idle_in_transaction_session_timeout', setting: '10000' },
    { name: 'statement_timeout', setting: '30000' },
  ])
  await queue.stop(1_000)
})

test('a job of a worker that is not heard of is done by the next', async () => {
  const queue = await openQueue({ url: await emptyDatabase(), log: silentLog, isWorker: true })
  await queue.send('look', 'an edge', { edge: 'an edge' })
  await queue.boss.fetch('look')
  await queue.boss.getDb().executeSql("update promotion_jobs.job set heartbeat_on = heartbeat_on - interval '1 minute'")
  const done: string[] = []
  await queue.work('look', 1, async ({ data }) => void done.push(data.edge))
  await vi.waitFor(() => expect(done).toEqual(['an edge']), { timeout: 30_000 })
  await queue.stop(1_000)
})
