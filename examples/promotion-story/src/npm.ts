import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { PackageFixture } from '@cloudsmith-sdk/emulator/testing'

/** How npm ended, and what it said. */
export interface Outcome {
  readonly succeeded: boolean
  readonly output: string
}

/** Without the settings that whoever starts this program has for npm. */
const ownEnvironment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)))

/** Runs npm in a folder, with what it has to know in that folder's `.npmrc`, and nothing from elsewhere. */
export function npm(folder: string, ...args: string[]): Promise<Outcome> {
  const program = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--cache', join(folder, '.cache'), '--userconfig', '.npmrc']
  return new Promise((resolve) => {
    const options = { cwd: folder, env: ownEnvironment, shell: process.platform === 'win32' }
    execFile(program, [...args, ...quiet], options, (error, stdout, stderr) =>
      resolve({ succeeded: error === null, output: `${stdout}${stderr}` }),
    )
  })
}

/** Gives a task a folder of its own, which is gone afterwards. */
export async function inScratch<T>(task: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'promotion-story-'))
  try {
    return await task(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * What `npm pack` makes of packages that are installed here. Needs no network.
 *
 * @param path a package, or one that it depends on after it: `color-convert/color-name`
 */
export function npmPack(...paths: readonly string[]): Promise<PackageFixture[]> {
  return inScratch(async (folder) => {
    // npm does not pack inside another package manager's store, so copies are packed.
    const copies = paths.map((path, index) => {
      const copy = `./package-${index}`
      cpSync(folderOf(path), join(folder, copy), { recursive: true, dereference: true })
      return copy
    })
    const { succeeded, output } = await npm(folder, 'pack', '--ignore-scripts', '--silent', ...copies)
    if (!succeeded) throw new Error(`npm pack failed: ${output}`)
    const filenames = output.trim().split('\n')
    return filenames.map((filename) => ({
      ...{ format: 'npm', filename, bytes: new Uint8Array(readFileSync(join(folder, filename))), fields: {}, extra: {} },
    }))
  })
}

function folderOf(path: string): string {
  return path.split('/').reduce(
    (from, name) => {
      return dirname(createRequire(join(from, 'package.json')).resolve(`${name}/package.json`))
    },
    import.meta.dirname,
  )
}
