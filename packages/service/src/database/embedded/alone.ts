import { readFile, rm, writeFile } from 'node:fs/promises'

/** Milliseconds between two attempts. */
const pause = 50

/**
 * Does something while no other process on this machine does it. The lock of a process that died is removed.
 *
 * @param path path of the lock file
 */
export async function alone<T>(path: string, work: () => Promise<T>): Promise<T> {
  while (!(await take(path))) {
    const pid = Number(await readFile(path, 'utf8').catch(() => ''))
    if (pid > 0 && !isAlive(pid)) await rm(path, { force: true })
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}

async function take(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Whether a process exists. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // The process exists, but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
