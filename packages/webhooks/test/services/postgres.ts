import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The folder with PostgreSQL's programs: on the path, or where Debian installs them. */
const programs = [...(process.env.PATH ?? '').split(delimiter), ...globSync('/usr/lib/postgresql/*/bin')].find(
  (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
)

const isRoot = userInfo().uid === 0

/** The user that the server runs as if the tests run as root: it refuses to run as root, and needs a user that exists in the system. */
const user = isRoot ? idsOf('postgres') : undefined

/** Why there is no PostgreSQL here; `undefined` if there is one. */
export const noPostgres = reason()

function reason(): string | undefined {
  if (programs === undefined) return 'there is no initdb on the path'
  return isRoot && user === undefined ? 'there is no user "postgres" to run it as' : undefined
}

/** Starts an empty PostgreSQL that only listens on a socket in a folder of its own. */
export async function startPostgres() {
  if (programs === undefined) throw new Error(noPostgres)
  const folder = mkdtempSync(join(tmpdir(), 'deliveries-'))
  if (user !== undefined) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  await run(join(programs, 'initdb'), ['-D', data, '-U', 'tester', '--auth=trust', '--no-sync'], { ...user, cwd: folder })
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off'].flatMap((setting) => ['-c', setting])
  const server = spawn(join(programs, 'postgres'), ['-D', data, ...settings], { ...user, cwd: folder, stdio: 'ignore' })
  return {
    /** Connection options for `pg`. */
    connection: { host: folder, user: 'tester', database: 'postgres' },
    async stop() {
      server.kill() // which waits for its clients to disconnect
      if (server.exitCode === null) await once(server, 'exit')
      rmSync(folder, { recursive: true })
    },
  }
}

function idsOf(name: string): { uid: number; gid: number } | undefined {
  const users = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : []
  const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) }
}
