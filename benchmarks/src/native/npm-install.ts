import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Lets npm install packages into an empty folder, with nothing in its cache.
 *
 * @param npmrc what it is told of the registry
 * @returns milliseconds
 */
export async function timeInstall(npmrc: string, dependencies: Readonly<Record<string, string>>): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-sdk-bench-npm-'))
  try {
    await writeFile(join(folder, '.npmrc'), npmrc)
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'app', version: '1.0.0', private: true, dependencies }))
    const env = { PATH: process.env.PATH, HOME: folder, NO_PROXY: '127.0.0.1' }
    const start = performance.now()
    await run('npm', ['install', '--no-audit', '--no-fund', '--no-update-notifier'], { cwd: folder, env, timeout: 300_000 })
    return performance.now() - start
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
