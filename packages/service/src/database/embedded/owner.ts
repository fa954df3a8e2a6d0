import { spawn } from 'node:child_process'
import { chown, readFile } from 'node:fs/promises'

/** Whom PostgreSQL runs as: it refuses to be root. */
export interface Owner {
  readonly uid: number
  readonly gid: number
}

/** Who nobody is, on every Unix. */
const nobody: Owner = { uid: 65_534, gid: 65_534 }

/** Undefined where PostgreSQL may run as whoever runs this. For root: the user `postgres` where there is one, else nobody. */
export async function findOwner(): Promise<Owner | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const [, , uid, gid] = /^postgres:.*$/m.exec(users)?.[0].split(':') ?? []
  return uid === undefined || gid === undefined ? nobody : { uid: Number(uid), gid: Number(gid) }
}

/** Gives a file or folder to whoever PostgreSQL runs as. */
export const giveTo = async (owner: Owner | undefined, path: string): Promise<void> => {
  if (owner !== undefined) await chown(path, owner.uid, owner.gid)
}

/** Whether a program can be run by its owner-to-be: every folder above it has to let them in. */
export const canRun = (program: string, owner: Owner | undefined): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(program, ['--version'], { ...owner, stdio: 'ignore', cwd: '/' })
    child.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EACCES'))
    // What lacks its links cannot start, but was let in.
    child.once('exit', (code) => resolve(code !== null))
  })
