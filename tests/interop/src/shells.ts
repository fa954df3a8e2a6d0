import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Whether a shell is there, or can be had from Debian; else why not. */
export async function shellOrReason(shell: string): Promise<string | undefined> {
  if (await isThere(shell)) return undefined
  if (process.getuid?.() !== 0) return `${shell} is not installed, and only root can install it`
  try {
    await run('apt-get', ['install', '--yes', '--no-install-recommends', shell], { timeout: 300_000 })
  } catch {
    return `${shell} is not installed, and Debian does not give it`
  }
  return (await isThere(shell)) ? undefined : `${shell} is not there although it was installed`
}

const isThere = (shell: string): Promise<boolean> =>
  run(shell, ['-c', 'exit 0']).then(
    () => true,
    () => false,
  )
