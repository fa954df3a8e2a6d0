import { expect, test } from 'vitest'
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
