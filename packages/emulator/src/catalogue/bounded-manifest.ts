import type { Limits } from '../files/limits.ts'
import { UnreadableError } from '../files/unreadable.ts'
import type { Dependency, Manifest } from '../format/types.ts'

/** Most characters of what the API tells packages and dependencies by. @see docs/service.md#upload-fields */
const longest = { name: 200, version: 255, neededName: 255, neededVersion: 128 }

/**
 * What a reader found, with texts that are cut where they are too long.
 *
 * @throws {UnreadableError} where names, versions or dependencies are more than the limits allow: cut, they would be others
 */
export function boundedManifest(manifest: Manifest, { name, text, dependencies }: Limits): Manifest {
  const needShort = (what: string, value: string | null | undefined, limit = name) => {
    if (value && value.length > limit)
      throw new UnreadableError(`${what} has ${value.length} characters, more than the ${limit} allowed`)
  }
  needShort('the name', manifest.name, Math.min(name, longest.name))
  needShort('the version', manifest.version, Math.min(name, longest.version))
  needShort('the release', manifest.release)
  // Some list what is in an image, layer by layer.
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

/** As the API has room for it. What is left of a range is no range: it is not taken for half of what was asked. */
function boundedDependency(needed: Dependency): Dependency {
  const isCut = (needed.version?.length ?? 0) > longest.neededVersion
  const version = isCut ? `${needed.version?.slice(0, longest.neededVersion - 1)}…` : needed.version
  return { ...needed, name: needed.name.slice(0, longest.neededName), version, ...(isCut && { operator: 'matches' }) }
}
