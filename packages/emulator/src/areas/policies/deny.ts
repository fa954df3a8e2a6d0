import { searchableOf } from '../../package/searchable.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { appliesOf } from './applies.ts'
import { denyPoliciesOf } from './records.ts'

/** Whether a deny policy of the workspace, that is enabled and has run, blocks the download of a package. */
export function isDenied(world: World, pkg: PackageRecord): boolean {
  const policies = denyPoliciesOf(pkg.repository.workspace)
  if (policies.size === 0) return false
  const now = new Date(world.clock.now())
  const searchable = searchableOf(pkg)
  return policies.some((policy) => policy.settings.enabled && policy.status === 'Complete' && appliesOf(policy)(searchable, now))
}
