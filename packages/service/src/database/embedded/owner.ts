import { spawn } from 'node:child_process'
import { chown, readFile } from 'node:fs/promises'

/** The user who runs PostgreSQL, which refuses to run as root. */
export interface Owner {
  readonly uid: number
  readonly gid: number
}

/** The user `nobody` on every Unix. */
const nobody: Owner = { uid: 65_534, gid: 65_534 }

/** Undefined if PostgreSQL can run as the current user. For root: the user `postgres` if there is one, otherwise `nobody`. */
export async function findOwner(): Promise<Owner | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const [, , uid, gid] = /^postgres:.*$/m.exec(users)?.[0].split(':') ?? []
  return uid === undefined || gid === undefined ? nobody : { uid: Number(uid), gid: Number(gid) }
}

/** Makes the user who runs PostgreSQL the owner of a file or folder. */
export const giveTo = async (owner: Owner | undefined, path: string): Promise<void> => {
  if (owner !== undefined) await chown(path, owner.uid, owner.gid)
}

/** Whether that user can run a program, for which they need access to every folder above it. */
export const canRun = (program: string, owner: Owner | undefined): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(program, ['--version'], { ...owner, stdio: 'ignore', cwd: '/' })
    child.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EACCES'))
    // Without its links it cannot start, but it could be run.
    child.once('exit', (code) => resolve(code !== null))
  })
