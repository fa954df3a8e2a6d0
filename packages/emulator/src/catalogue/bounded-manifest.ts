import type { Limits } from '../files/limits.ts'
import { UnreadableError } from '../files/unreadable.ts'
import type { Dependency, Manifest } from '../format/types.ts'

/** Most characters of what the API tells packages and dependencies by. @see docs/service.md#upload-fields */
const longest = { name: 200, version: 255, neededName: 255, neededVersion: 128 }

/**
 * What a reader found, within what the API can tell and the emulator keeps. Texts and ranges that are too long are cut.
 *
 * @throws {UnreadableError} for a package with a longer name or version than any may have, or more dependencies than the limits allow
 */
export function boundedManifest(manifest: Manifest, { text, dependencies }: Limits): Manifest {
  for (const what of ['name', 'version'] as const) {
    const { length } = manifest[what]
    if (length > longest[what])
      throw new UnreadableError(`the ${what} has ${length} characters, more than the ${longest[what]} allowed`)
  }
  if (manifest.dependencies.length > dependencies)
    throw new UnreadableError(`the package has more than the ${dependencies} dependencies allowed`)
  const cut = (value: string | undefined) => (value && value.length > text ? `${value.slice(0, text)}…` : value)
  return {
    ...manifest,
    summary: cut(manifest.summary),
    description: cut(manifest.description),
    dependencies: manifest.dependencies.map(boundedDependency),
  }
}

function boundedDependency(needed: Dependency): Dependency {
  const isCut = (needed.version?.length ?? 0) > longest.neededVersion
  // What is left of a range is no range: it is not taken for half of what was asked.
  const version = isCut ? `${needed.version?.slice(0, longest.neededVersion - 1)}…` : needed.version
  return { ...needed, name: needed.name.slice(0, longest.neededName), version, ...(isCut && { operator: 'matches' }) }
}
