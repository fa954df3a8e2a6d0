/**
 * Checks what a package would publish: with publint and attw, and by installing the packed tarball's files into an empty project and
 * loading every entry from ESM and from CommonJS. Runs in the package's folder, after its build.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Manifest {
  name: string
  exports: Record<string, unknown>
  dependencies?: Record<string, string>
}

const root = join(import.meta.dirname, '..')
const bin = (name: string) => join(root, 'node_modules', '.bin', name)
const run = (command: string, args: string[], cwd = process.cwd()) => execFileSync(command, args, { cwd, stdio: 'inherit' })

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
const scratch = mkdtempSync(join(tmpdir(), 'cloudsmith-sdk-package-'))

try {
  run(bin('publint'), ['--strict'])
  // npm packs what pnpm would publish but for the versions of workspace dependencies, which these checks do not read.
  execFileSync('npm', ['pack', '--silent', '--pack-destination', scratch], { stdio: ['ignore', 'ignore', 'inherit'] })
  const [tarball] = readdirSync(scratch)
  if (tarball === undefined) throw new Error('npm packed nothing')
  run(bin('attw'), ['--profile', 'esm-only', join(scratch, tarball)])
  loadAsConsumer(tarball)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

/** Unpacks the tarball where an install would, gives it its dependencies, and loads every entry in both module systems. */
function loadAsConsumer(tarball: string): void {
  const modules = join(scratch, 'node_modules')
  const home = join(modules, manifest.name)
  mkdirSync(home, { recursive: true })
  execFileSync('tar', ['-xzf', join(scratch, tarball), '-C', home, '--strip-components=1'])
  for (const dependency of Object.keys(manifest.dependencies ?? {})) {
    const target = join(process.cwd(), 'node_modules', dependency)
    const link = join(modules, dependency)
    if (existsSync(link)) continue
    mkdirSync(join(link, '..'), { recursive: true })
    symlinkSync(target, link)
  }
  const entries = Object.keys(manifest.exports)
    .filter((entry) => entry !== './package.json' && entry !== './msw')
    .map((entry) => manifest.name + entry.slice(1))
  const check = (load: string) => `if (Object.keys(${load}).length === 0) throw new Error('nothing is exported')`
  writeFileSync(join(scratch, 'esm.mjs'), entries.map((entry) => check(`await import('${entry}')`)).join('\n'))
  writeFileSync(join(scratch, 'cjs.cjs'), entries.map((entry) => check(`require('${entry}')`)).join('\n'))
  run(process.execPath, ['esm.mjs'], scratch)
  run(process.execPath, ['cjs.cjs'], scratch)
  console.log(`${entries.join(', ')}: loaded from ESM and from CommonJS`)
}
