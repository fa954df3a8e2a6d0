import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { subset } from 'semver'
import type { Manifest } from './install.ts'

/**
 * Checks that a package promises no Node for which something that is installed with it promises nothing: in the whole tree of its
 * dependencies, as it is installed here.
 *
 * @throws {Error} naming all that do
 */
export function checkEngines(folder: string): void {
  const { engines } = manifestOf(folder)
  const ours = engines?.node ?? '*'
  const tree = dependenciesOf(folder)
  const wrong = tree
    .map(manifestOf)
    .filter(({ engines: theirs }) => theirs?.node !== undefined && !subset(ours, theirs.node))
    .map(({ name, engines: theirs }) => `${name} is for Node ${theirs?.node}`)
  if (wrong.length > 0) throw new Error(`The package says that it is for Node ${ours}, but:\n${wrong.join('\n')}`)
  console.log(`Node ${ours}: as all of the ${tree.length} packages that are installed with it`)
}

const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

/** The folders of all dependencies, and of theirs. */
function dependenciesOf(folder: string): string[] {
  const found = new Set<string>()
  const visit = (from: string) => {
    for (const name of Object.keys(manifestOf(from).dependencies ?? {})) {
      const there = find(name, from)
      if (found.has(there)) continue
      found.add(there)
      visit(there)
    }
  }
  visit(realpathSync(folder))
  return [...found]
}

/** Where a package finds another: as Node looks for it, whether it exports its `package.json` or not. */
function find(name: string, from: string): string {
  const here = join(from, 'node_modules', name)
  if (existsSync(here)) return realpathSync(here)
  if (dirname(from) === from) throw new Error(`${name} is not installed`)
  return find(name, dirname(from))
}
