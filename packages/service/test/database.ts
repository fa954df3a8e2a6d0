import { afterAll, inject } from 'vitest'
import { type Database, openDatabase } from '../src/database/database.ts'
import { raw } from '../src/database/sql.ts'

/** The address of an empty database of a test's own; it is gone after the file. */
export const emptyDatabase = (): Promise<string> => databaseLike('template1')

async function databaseLike(template: string): Promise<string> {
  const url = inject('databaseUrl')
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`
  const run = async (statement: string) => {
    const admin = await openDatabase({ url, connections: 1 })
    await admin.query(raw(statement))
    await admin.close()
  }
  await run(`create database ${name} template ${template}`)
  afterAll(() => run(`drop database if exists ${name} with (force)`))
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}

/** A database with all tables, of a test's own. */
export async function testDatabase(): Promise<Database> {
  const database = await openDatabase({ url: await databaseLike('template_promotion'), connections: 4 })
  afterAll(() => database.close())
  return database
}
