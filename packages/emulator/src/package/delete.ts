import type { Account } from '../world/account.ts'
import { removePackage } from '../world/add-package.ts'
import type { PackageRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'
import { deletedOf, emptyRecycleBin } from './recycle.ts'

/** Deletes a package at once: it goes to the recycle bin, from which expired packages are removed. */
export function deletePackage(world: World, pkg: PackageRecord, by: Account | undefined): void {
  if (!world.packages.has(pkg.slugPerm)) return
  world.emit('package.deleted', pkg)
  removePackage(world, pkg)
  deletedOf(world).set(pkg.slugPerm, { pkg, deletedAt: world.clock.now(), deletedBy: by })
  emptyRecycleBin(world)
}

/** Schedules the deletion of a package, as the service does: until then, it still exists. */
export function scheduleDeletion(world: World, pkg: PackageRecord, by: Account | undefined): void {
  pkg.isDeleting = true
  pkg.repository.packages.touch(pkg)
  world.clock.schedule(world.clock.now() + world.timings.deletion, () => deletePackage(world, pkg, by))
}

/** Continues deletions that were under way when a state was written. */
export function resumeDeletions(world: World): void {
  for (const pkg of world.packages.values()) if (pkg.isDeleting) scheduleDeletion(world, pkg, undefined)
}
