import { execFileSync } from 'node:child_process'
import type { Manifest } from './manifest.ts'

/** What is in a package's tarball. */
export interface Tarball {
  readonly manifest: Manifest
  /** Paths of its files from the package's folder. */
  readonly files: readonly string[]
  /** The text of one of them. */
  readonly read: (file: string) => string
}

/** Looks into a tarball as npm and pnpm make them. */
export function readTarball(path: string): Tarball {
  const tar = (...args: string[]) => execFileSync('tar', args, { encoding: 'utf8', maxBuffer: 2 ** 26 })
  const read = (file: string) => tar('-xzOf', path, `package/${file}`)
  const files = tar('-tzf', path)
    .split('\n')
    .filter((line) => line.startsWith('package/') && !line.endsWith('/'))
    .map((line) => line.slice('package/'.length))
  return { manifest: JSON.parse(read('package.json')) as Manifest, files, read }
}
