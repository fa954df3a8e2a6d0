import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What is read of the `package.json` of whatever is installed. */
export interface Installed {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly homepage?: string
  readonly engines?: { readonly node?: string }
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** A package in the tree of another's dependencies. */
export interface Dependency {
  readonly folder: string
  readonly manifest: Installed
}

/** Reads a manifest, whether its package exports it or not. */
export const manifestIn = (folder: string): Installed =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Installed

/**
 * Everything that is installed with a package, as it is installed here: its dependencies, and theirs. Peers are not part of it.
 *
 * @param withOptional with optional dependencies too, as far as they are made for this machine
 */
export function dependenciesOf(folder: string, withOptional = false): Dependency[] {
  const found = new Map<string, Dependency>()
  const visit = (from: string): void => {
    const { dependencies, optionalDependencies } = manifestIn(from)
    const isOptional = (name: string) => Object.hasOwn(optionalDependencies ?? {}, name)
    const names = Object.keys({ ...dependencies, ...(withOptional ? optionalDependencies : {}) })
    for (const name of names) {
      if (isOptional(name) && !withOptional) continue
      const there = find(name, from)
      if (there === undefined && isOptional(name)) continue
      if (there === undefined) throw new Error(`${name} is not installed`)
      if (found.has(there)) continue
      found.set(there, { folder: there, manifest: manifestIn(there) })
      visit(there)
    }
  }
  visit(realpathSync(folder))
  return [...found.values()]
}

/** Where a package finds another: as Node looks for it. */
function find(name: string, from: string): string | undefined {
  const here = join(from, 'node_modules', name)
  if (existsSync(here)) return realpathSync(here)
  return dirname(from) === from ? undefined : find(name, dirname(from))
}
