import { readFile, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { emptyDatabase, testDatabase } from '../../test/database.ts'
import { approvalsOf } from '../store/decisions.ts'
import { listPackages } from '../store/packages.ts'
import { findPlan, planDocument } from '../store/plans.ts'
import { runEvents } from '../store/runs.ts'
import { listTasks } from '../store/tasks.ts'
import { openDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { sql } from './sql.ts'

test('of processes that start at once, one migrates, and the others find it done', async () => {
  const database = await openDatabase({ url: await emptyDatabase() })
  expect(await Promise.all([migrate(database), migrate(database), migrate(database)])).toEqual([1, 1, 1])
  expect(await database.query(sql`select version, name from promotion.versions`)).toEqual([{ version: 1, name: 'first' }])
  await database.close()
})

test('what a later release made is left alone, and so is what this one did not', async () => {
  const database = await testDatabase()
  await expect(migrate(database, [])).rejects.toThrow('only knows versions up to 0')
  const other = { version: 1, name: 'first', statements: 'create schema other' }
  await expect(migrate(database, [other])).rejects.toThrow('Give the service a database of its own')
})

test('a step that fails leaves nothing behind', async () => {
  const database = await openDatabase({ url: await emptyDatabase() })
  const broken = { version: 1, name: 'broken', statements: 'create table promotion.half (id int); select nothing' }
  await expect(migrate(database, [broken])).rejects.toThrow()
  expect(await migrate(database)).toBe(1)
  await database.close()
})

const fixture = (name: string) => new URL(`../../test/fixtures/versions/${name}`, import.meta.url)

/** Versions of which databases exist, or will exist after this release. UPDATE=1 writes the last one, if it is missing. */
const versions = migrations.map(({ version }) => version)

test.each(versions)('version %i is as it was released', async (version) => {
  const { statements = '' } = migrations[version - 1] ?? {}
  if (process.env.UPDATE && version === versions.at(-1)) await writeFile(fixture(`${version}.schema.sql`), statements)
  expect(await readFile(fixture(`${version}.schema.sql`), 'utf8')).toBe(statements)
})

test.each(versions)('a database of version %i is brought to this one with all that is in it', async (version) => {
  const database = await openDatabase({ url: await emptyDatabase() })
  await migrate(database, migrations.slice(0, version))
  await database.run(await readFile(fixture(`${version}.rows.sql`), 'utf8'))
  expect(await migrate(database)).toBe(migrations.length)
  expect(await findPlan(database, 1)).toMatchObject({ pipeline: 'acme', edge: 'acme/dev/staging', state: 'approval', going: 1 })
  expect((await planDocument(database, 1))?.kind).toBe('cloudsmith-promotion/plan')
  expect(await approvalsOf(database, 1)).toMatchObject([{ by: 'ada', revokedAt: null }])
  expect(await runEvents(database, 1)).toMatchObject([{ seq: 1, type: 'checked' }])
  expect((await listPackages(database, { pipeline: 'acme' })).rows).toMatchObject([
    { identity: { name: 'ms' }, holdings: [{ stage: 'dev' }] },
  ])
  expect((await listTasks(database)).rows).toMatchObject([{ key: 'k1', times: 1 }])
  await database.close()
})
