import { inject } from 'vitest'
import { silentLog } from '../../../src/core/log.ts'
import { type Database, openDatabase } from '../../../src/database/database.ts'
import { raw } from '../../../src/database/sql.ts'
import { openQueue } from '../../../src/queue/boss.ts'
import type { Scope } from './scope.ts'

const addressOf = (name: string): string => Object.assign(new URL(inject('databaseUrl')), { pathname: `/${name}` }).href

async function run(statement: string): Promise<void> {
  const admin = await openDatabase({ url: inject('databaseUrl'), connections: 1 })
  await admin.query(raw(statement))
  await admin.close()
}

let template: Promise<string> | undefined

/** With the tables of the queue too: making them takes longer than a story. */
async function makeTemplate(): Promise<string> {
  const name = `template_${crypto.randomUUID().replaceAll('-', '')}`
  await run(`create database ${name} template template_promotion`)
  const queue = await openQueue({ url: addressOf(name), log: silentLog, isWorker: false })
  await queue.stop(1_000)
  return name
}

/** A database of a story's own with all tables, and a way to look into it. */
export async function databaseFor(scope: Scope): Promise<{ url: string; database: Database }> {
  template ??= makeTemplate()
  const name = `durable_${crypto.randomUUID().replaceAll('-', '')}`
  await run(`create database ${name} template ${await template}`)
  scope.onEnd(() => run(`drop database if exists ${name} with (force)`))
  const url = addressOf(name)
  const database = await openDatabase({ url, connections: 3 })
  scope.onEnd(() => database.close())
  return { url, database }
}
