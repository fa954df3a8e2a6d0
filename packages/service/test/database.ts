import { afterAll, inject } from 'vitest'
import { type Database, openDatabase } from '../src/database/database.ts'
import { migrate } from '../src/database/migrate.ts'
import { raw } from '../src/database/sql.ts'

/** The address of an empty database of a test's own; it is gone after the file. */
export async function emptyDatabase(): Promise<string> {
  const url = inject('databaseUrl')
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`
  const admin = await openDatabase({ url, connections: 1 })
  await admin.query(raw(`create database ${name}`))
  afterAll(async () => {
    await admin.query(raw(`drop database if exists ${name} with (force)`))
    await admin.close()
  })
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}

/** A database with all tables, of a test's own. */
export async function testDatabase(): Promise<Database> {
  const database = await openDatabase({ url: await emptyDatabase(), connections: 4 })
  await migrate(database)
  afterAll(() => database.close())
  return database
}
