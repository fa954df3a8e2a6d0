import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** What is read of a `package.json`. */
export interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly exports: Readonly<Record<string, string | { readonly types: string }>>
  readonly [dependencies: string]: unknown
}

/** The private packages that are part of what is built of another, by name, and what their folders are called: nobody can install them. */
export function bundledInto(folder: string, manifest: Manifest): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const name of Object.keys((manifest.devDependencies ?? {}) as Record<string, string>)) {
    const there = join(folder, 'node_modules', name)
    if (!name.startsWith('@cloudsmith-sdk/') || !existsSync(there)) continue
    const home = realpathSync(there)
    if (dirname(home) !== dirname(folder)) continue
    const { private: isPrivate } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as Manifest
    if (isPrivate) found.set(name, basename(home))
  }
  return found
}
