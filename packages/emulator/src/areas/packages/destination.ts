import { invalid, notFound, type Refusal } from '../../core/errors.ts'
import type { PackageRecord, RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'

/**
 * Finds the destination of a copy or move by its slug, alone or after the workspace, which has to be that of the package.
 *
 * @throws {Refusal} 422, or 404 if the switch says so
 */
export function findDestination(world: World, pkg: PackageRecord, text: string): RepositoryRecord {
  const { workspace } = pkg.repository
  const [slug = '', ...more] = text.split('/').toReversed()
  const owner = more.length > 0 ? more.toReversed().join('/') : workspace.slug
  const destination = owner === workspace.slug ? workspace.repositories.get(slug) : undefined
  if (destination === undefined) throw refusal(world, `There is no repository ${text} in the workspace ${workspace.slug}.`)
  if (destination === pkg.repository) throw invalid({ destination: ['The package is in this repository already.'] })
  return destination
}

function refusal({ switches }: World, message: string): Refusal {
  return switches.unknownDestination === 404 ? notFound() : invalid({ destination: [message] })
}
