import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { type Built, build } from './build.ts'
import { root } from './places.ts'

const run = promisify(execFile)

/** The package that has Node for this machine: `node` itself starts another npm to install it, which has been seen to wait for ever. */
const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

/** The newest of each from npm, which half a gigabyte is too much for in everybody's `node_modules`. */
const wanted = { deno: 'deno@2', bun: 'bun@1', workerd: 'workerd@1', node: `${nodePackage}@latest` }

/** Milliseconds that one may take to be installed, before its tests are skipped. */
const longest = 120_000

/** A runtime that npm has a package of. */
export type Installable = keyof typeof wanted

/** Where a runtime's program is, or why there is none. */
export type Installed = { readonly path: string } | { readonly missing: string }

declare module 'vitest' {
  interface ProvidedContext {
    installed: Readonly<Record<Installable, Installed>>
    /** The programs that runtimes run. */
    built: Built
  }
}

/**
 * Installs the runtimes that are no part of the repository's dependencies into `node_modules/.cache/runtimes`, where they stay, and builds what is
 * run in them. What cannot be installed is said, and its tests are skipped.
 */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const names = Object.keys(wanted) as Installable[]
  const found = await Promise.all(names.map(async (name) => [name, await install(name)] as const))
  for (const [name, runtime] of found) {
    if ('missing' in runtime) process.stderr.write(`SKIPPED: ${name} cannot be installed: ${runtime.missing}\n`)
  }
  provide('installed', Object.fromEntries(found) as Record<Installable, Installed>)
  const { remove, ...built } = await build()
  provide('built', built)
  return remove
}

async function install(name: Installable): Promise<Installed> {
  const folder = join(root, 'node_modules', '.cache', 'runtimes', name)
  const path = join(folder, 'node_modules', '.bin', name)
  try {
    if (!existsSync(path)) {
      await mkdir(folder, { recursive: true })
      const options = ['--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
      await run('npm', ['install', ...options, wanted[name]], { cwd: folder, timeout: longest })
    }
    await run(path, ['--version'], { timeout: 60_000 })
    return { path }
  } catch (error) {
    return { missing: reasonOf(error) }
  }
}

/** Why something could not be installed, in a line. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const stderr = 'stderr' in error ? String(error.stderr).trim() : ''
  return stderr.split('\n')[0] || error.message
}
