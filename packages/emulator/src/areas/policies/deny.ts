import { searchableOf } from '../../package/searchable.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'

/** Whether a deny policy of the workspace, that is enabled and has run, blocks the download of a package. */
export function isDenied(world: World, pkg: PackageRecord): boolean {
  const { denyPolicies } = pkg.repository.workspace
  if (denyPolicies.size === 0) return false
  const now = new Date(world.clock.now())
  const searchable = searchableOf(pkg)
  return denyPolicies
    .all()
    .some(({ settings, status, applies }) => settings.enabled && status === 'Complete' && applies(searchable, now))
}
