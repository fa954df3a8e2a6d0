import { createHash } from 'node:crypto'
import { DatabaseError } from '../core/errors.ts'
import type { Database, Queryable } from './database.ts'
import { migrations } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'
import { sql } from './sql.ts'

/** ID of the advisory lock under which only one process migrates; an arbitrary number. */
const lock = 7_263_451_901

/**
 * Migrates the database to the version of this program. Migrations only go forward, and if several processes start at once, one of them migrates.
 * Processes of the previous release keep working meanwhile: a migration only adds, and what is no longer used is removed one release later.
 *
 * @returns the current version of the database
 * @throws {DatabaseError} the database belongs to a later release, or was changed by hand
 */
export const migrate = (database: Database, steps: readonly Migration[] = migrations): Promise<number> =>
  database.transaction(async (transaction) => {
    await transaction.query(sql`select pg_advisory_xact_lock(${lock})`)
    await transaction.query(sql`create schema if not exists promotion`)
    await transaction.query(sql`
      create table if not exists promotion.versions (
        version integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now()
      )`)
    const done = await versionsIn(transaction)
    requireKnown(done, steps)
    for (const step of steps.slice(done.length)) {
      await transaction.run(step.statements)
      await transaction.query(sql`
        insert into promotion.versions (version, name, checksum) values (${step.version}, ${step.name}, ${checksumOf(step)})`)
    }
    return steps.length
  })

/** The checksum of the part of a migration that must not change after its release. */
const checksumOf = ({ statements }: Migration): string => createHash('sha256').update(statements).digest('hex')

interface Done {
  readonly version: number
  readonly checksum: string
}

const versionsIn = (database: Queryable): Promise<readonly Done[]> =>
  database.query<Done>(sql`select version, checksum from promotion.versions order by version`)

function requireKnown(done: readonly Done[], steps: readonly Migration[]): void {
  if (done.length > steps.length) {
    throw new DatabaseError(
      `The database has version ${done.length}, but this program only knows versions up to ${steps.length}: start the release that last used the database, or a later one.`,
    )
  }
  const odd = done.find(({ checksum }, index) => steps[index] === undefined || checksum !== checksumOf(steps[index]))
  if (odd === undefined) return
  throw new DatabaseError(
    `Migration ${odd.version} of the database differs from that of this program, so it comes from another build. Give the service a database of its own.`,
  )
}
