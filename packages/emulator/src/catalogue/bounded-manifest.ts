import type { Limits } from '../files/limits.ts'
import { UnreadableError } from '../files/unreadable.ts'
import type { Dependency, Manifest } from '../format/types.ts'

/** The API's limits for coordinates, in characters. @see docs/service.md#upload-fields */
const longest = { name: 200, version: 255, neededName: 255, neededVersion: 128 }

/**
 * A manifest in which texts that are too long are cut.
 *
 * @throws {UnreadableError} if names, versions or the number of dependencies exceed the limits: a cut name would be another one
 */
export function boundedManifest(manifest: Manifest, { name, text, dependencies }: Limits): Manifest {
  const needShort = (what: string, value: string | null | undefined, limit = name) => {
    if (value && value.length > limit)
      throw new UnreadableError(`${what} has ${value.length} characters, more than the ${limit} allowed`)
  }
  needShort('the name', manifest.name, Math.min(name, longest.name))
  needShort('the version', manifest.version, Math.min(name, longest.version))
  needShort('the release', manifest.release)
  // Some identifiers list the content of an image, layer by layer.
  for (const [key, value] of Object.entries(manifest.identifiers)) needShort(key, value, Math.max(name, text))
  for (const architecture of manifest.architectures) needShort('an architecture', architecture)
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

/** Cuts a dependency to the API's limits. A cut range is no longer a range, so it is not taken for half of the requirement. */
function boundedDependency(needed: Dependency): Dependency {
  const isCut = (needed.version?.length ?? 0) > longest.neededVersion
  const version = isCut ? `${needed.version?.slice(0, longest.neededVersion - 1)}…` : needed.version
  return { ...needed, name: needed.name.slice(0, longest.neededName), version, ...(isCut && { operator: 'matches' }) }
}
