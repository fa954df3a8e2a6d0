import { expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { sql } from './sql.ts'

test('a connection that breaks between two statements of a transaction fails that, and neither the process nor what comes after', async () => {
  const database = await testDatabase()
  const broken = database.transaction(async (transaction) => {
    const [own] = await transaction.query<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    await database.query(sql`select pg_terminate_backend(${own?.pid})`)
    // Until its end has been heard of here.
    while ((await database.query(sql`select 1 from pg_stat_activity where pid = ${own?.pid}`)).length > 0);
    await new Promise((resolve) => setImmediate(resolve))
    await transaction.query(sql`select 1`)
  })
  await expect(broken).rejects.toThrow()
  expect(await database.query(sql`select 1 as one`)).toEqual([{ one: 1 }])
})
