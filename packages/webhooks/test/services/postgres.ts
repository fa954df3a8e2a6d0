import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The folder with the programs of PostgreSQL: on the path, or where Debian puts them. */
const programs = [...(process.env.PATH ?? '').split(delimiter), ...globSync('/usr/lib/postgresql/*/bin')].find(
  (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
)

/** Why there is no PostgreSQL here; `undefined` where there is one. */
export const noPostgres = programs === undefined ? 'there is no initdb on the path' : undefined

/** Starts an empty PostgreSQL that listens on a socket in a folder of its own, and nowhere else. */
export async function startPostgres() {
  if (programs === undefined) throw new Error(noPostgres)
  const folder = mkdtempSync(join(tmpdir(), 'deliveries-'))
  // It refuses to run as root, and wants a user that the system knows.
  const user = userInfo().uid === 0 ? await idsOf('postgres') : undefined
  if (user !== undefined) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  await run(join(programs, 'initdb'), ['-D', data, '-U', 'tester', '--auth=trust', '--no-sync'], { ...user, cwd: folder })
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off'].flatMap((setting) => ['-c', setting])
  const server = spawn(join(programs, 'postgres'), ['-D', data, ...settings], { ...user, cwd: folder, stdio: 'ignore' })
  return {
    /** As `pg` takes it. */
    connection: { host: folder, user: 'tester', database: 'postgres' },
    async stop() {
      server.kill() // and it waits for its clients to go
      if (server.exitCode === null) await once(server, 'exit')
      rmSync(folder, { recursive: true })
    },
  }
}

async function idsOf(name: string) {
  const [uid, gid] = await Promise.all(['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name])).stdout)))
  if (uid === undefined || gid === undefined) throw new Error(`no user ${name}`)
  return { uid, gid }
}
