import { basename } from 'node:path'
import { allows, holds, licenceOf, parseExpression } from '../../packages/licences/src/index.ts'
import { bundledIn } from './bundled.ts'
import { dependenciesOf, type Installed } from './tree.ts'

/** Licences under which we hand on the work of others: all that ask for is that their text and their authors' names stay with it. */
const allowed = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'PostgreSQL',
  'Unlicense',
].map(licenceOf)

/** What a package is beside code, and may be under what would be no licence for a program. */
const exceptions: Readonly<Record<string, string>> = {
  // A list of names.
  'spdx-exceptions': 'CC-BY-3.0',
}

/** What a licence report says of one package. */
export interface Entry {
  readonly name: string
  readonly version: string
  readonly licence: string
  /** How it comes to those who install ours: by itself, or within our files. */
  readonly comes: 'installed' | 'bundled'
  readonly homepage?: string | undefined
}

/** The licences of everything that comes with a package, our own packages left out, sorted by name. */
export async function licencesOf(folder: string): Promise<Entry[]> {
  const entry = (comes: Entry['comes'], { name, version, license, homepage }: Installed): Entry => ({
    ...{ name, version, comes },
    licence: license ?? 'unknown',
    ...(homepage === undefined ? {} : { homepage }),
  })
  const installed = dependenciesOf(folder, true).filter((dependency) => !dependency.manifest.name.startsWith('@cloudsmith-sdk/'))
  const bundled = await bundledIn(folder)
  const all = [
    ...installed.map(({ manifest }) => entry('installed', manifest)),
    ...bundled.map(({ manifest }) => entry('bundled', manifest)),
  ]
  return all.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/**
 * Checks that everything that comes with a package may be handed on.
 *
 * @throws {Error} naming all that is under a licence that is not allowed, or under none that is known
 */
export async function checkLicences(folder: string): Promise<void> {
  const entries = await licencesOf(folder)
  const denied = entries.filter((entry) => !isAllowed(entry))
  if (denied.length > 0) {
    const lines = denied.map(({ name, version, licence }) => `${name} ${version}: ${licence}`)
    throw new Error(
      `These come with ${basename(folder)}, and scripts/inventory/licences.ts does not allow their licence:\n${lines.join('\n')}`,
    )
  }
  console.log(`Licences of ${entries.length} packages: ${[...new Set(entries.map(({ licence }) => licence))].sort().join(', ')}`)
}

/** Whether one of the licences that may be chosen is allowed, with all that it names. */
export function isAllowed({ name, licence }: Pick<Entry, 'name' | 'licence'>): boolean {
  if (exceptions[name] === licence) return true
  const expression = parseExpression(licence)
  return expression !== undefined && holds(expression, (each) => allowed.some((one) => allows(one, each)))
}
