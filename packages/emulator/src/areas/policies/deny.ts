import { searchableOf } from '../../package/searchable.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { appliesOf } from './applies.ts'
import { type DenyPolicyRecord, denyPoliciesOf } from './records.ts'

/** Whether a deny policy of the workspace, which is enabled and has run, blocks the download of a package. */
export function isDenied(world: World, pkg: PackageRecord): boolean {
  return denyPoliciesOf(pkg.repository.workspace).size > 0 && denialsOf(world, pkg).length > 0
}

/** The deny policies that block the download of a package. */
export function denialsOf(world: World, pkg: PackageRecord): DenyPolicyRecord[] {
  const now = new Date(world.clock.now())
  const searchable = searchableOf(pkg)
  return denyPoliciesOf(pkg.repository.workspace).filter(
    (policy) => policy.settings.enabled && policy.status === 'Complete' && appliesOf(policy)(searchable, now),
  )
}
