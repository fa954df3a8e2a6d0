import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'

const run = promisify(execFile)

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the vendor's command line, or undefined where it could not be installed. */
    cloudsmith: string | undefined
    /** The file that tells every command that was run, a line of JSON each. */
    log: string
  }
}

/**
 * Installs the vendor's command line, its newest version, into a virtual environment that is thrown away after the run. Where that
 * cannot be done it says why, and the tests are skipped. One that is there already is used where the variable `CLOUDSMITH_CLI` has its path.
 */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-interop-'))
  provide('log', join(folder, 'commands.jsonl'))
  try {
    provide('cloudsmith', process.env.CLOUDSMITH_CLI || (await install(folder)))
  } catch (error) {
    process.stderr.write(`SKIPPED: the vendor's command line cannot be installed: ${reasonOf(error)}\n`)
    provide('cloudsmith', undefined)
  }
  return () => rm(folder, { recursive: true, force: true })
}

async function install(folder: string): Promise<string> {
  const bin = await installWithPython(folder, 'cloudsmith-cli')
  const { stdout } = await run(join(bin, 'cloudsmith'), ['--version'], { env: { ...process.env, ...quiet } })
  process.stdout.write(stdout)
  return join(bin, 'cloudsmith')
}

/** Installs a program with Python into a folder. @returns where its commands are */
export async function installWithPython(folder: string, name: string): Promise<string> {
  const bin = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin')
  await run(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', folder])
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--retries', '1', name]
  await run(join(bin, 'python'), pip, { timeout: 300_000 })
  return bin
}

/** Keeps the command line from telling its makers of errors, and from looking for newer versions of itself. */
export const quiet = { DO_NOT_TRACK: '1', CLOUDSMITH_NO_UPDATE_CHECK: '1' }

/** Why something could not be installed, in a line. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // pip says what is wrong in its last line; the rest is how often it tried.
  const stderr = 'stderr' in error ? String(error.stderr).trim() : ''
  return stderr.split('\n').at(-1) || error.message
}
