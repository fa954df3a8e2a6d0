import { packagePart } from '../../world/parts.ts'
import type { PackageRecord } from '../../world/records.ts'
import { map, text } from '../../world/shapes/index.ts'

/** What clients have recorded about a package, by name. */
export const notesOf = packagePart('notes', { shape: map(text, text) })

/** Like {@link notesOf}, for reading: most packages have none, and allocate nothing. */
export const notesIn = (pkg: PackageRecord): Readonly<Record<string, string>> =>
  pkg.parts === undefined ? {} : Object.fromEntries(notesOf(pkg))

/** Records something, or removes it. */
export function note(pkg: PackageRecord, name: string, said: string | undefined): void {
  if (said === undefined) notesOf(pkg).delete(name)
  else notesOf(pkg).set(name, said)
}
