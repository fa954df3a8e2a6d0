import type { Limits } from '../files/limits.ts'
import { UnreadableError } from '../files/unreadable.ts'
import type { Manifest } from '../format/types.ts'

/**
 * What a reader found, with texts that are cut where they are too long.
 *
 * @throws {UnreadableError} where names, versions or dependencies are more than the limits allow: cut, they would be others
 */
export function boundedManifest(manifest: Manifest, { name, text, dependencies }: Limits): Manifest {
  const needShort = (what: string, value: string | null | undefined) => {
    if (value && value.length > name) throw new UnreadableError(`${what} is longer than the ${name} characters allowed`)
  }
  needShort('the name', manifest.name)
  needShort('the version', manifest.version)
  needShort('the release', manifest.release)
  for (const [key, value] of Object.entries(manifest.identifiers)) needShort(key, value)
  for (const architecture of manifest.architectures) needShort('an architecture', architecture)
  if (manifest.dependencies.length > dependencies)
    throw new UnreadableError(`the package has more than the ${dependencies} dependencies allowed`)
  for (const [index, dependency] of manifest.dependencies.entries()) {
    needShort(`the name of dependency ${index + 1}`, dependency.name)
    needShort(`the version of dependency ${dependency.name}`, dependency.version)
  }
  const cut = (value: string | undefined) => (value && value.length > text ? `${value.slice(0, text)}…` : value)
  return { ...manifest, summary: cut(manifest.summary), description: cut(manifest.description) }
}
