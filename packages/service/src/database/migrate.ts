import { createHash } from 'node:crypto'
import { DatabaseError } from '../core/errors.ts'
import type { Database, Queryable } from './database.ts'
import { migrations } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'
import { sql } from './sql.ts'

/** Any number that other programs do not lock: whoever migrates is alone. */
const lock = 7_263_451_901

/**
 * Brings the database to the shape that this program knows. Forward only; of several processes that start at once, one does it. Processes of the
 * release before go on with it meanwhile: a step adds, and what nobody uses any more goes a release later.
 *
 * @returns the version that it has now
 * @throws {DatabaseError} it is of a later release than this program, or was changed by hand
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

/** What of a step must never change once it was released. */
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
      `The database has version ${done.length}, and this program knows no later one than ${steps.length}: start the release that last used it, or a later one.`,
    )
  }
  const odd = done.find(({ checksum }, index) => steps[index] === undefined || checksum !== checksumOf(steps[index]))
  if (odd === undefined) return
  throw new DatabaseError(
    `Version ${odd.version} of the database is not as this program made it: it is of another build. Give the service a database of its own.`,
  )
}
