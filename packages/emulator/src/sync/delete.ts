import type { Account } from '../world/account.ts'
import { removePackage } from '../world/add-package.ts'
import type { PackageRecord } from '../world/package.ts'
import type { World } from '../world/world.ts'

/** How long a deleted package can be restored, in milliseconds. Sources disagree: a week or two. */
const restorableFor = 7 * 24 * 3_600_000

/** Deletes a package at once: it goes to the recycle bin, and what has been there for a week is gone for good. */
export function deletePackage(world: World, pkg: PackageRecord, by: Account | undefined): void {
  if (!world.packages.has(pkg.slugPerm)) return
  world.emit('package.deleted', pkg)
  removePackage(world, pkg)
  const now = world.clock.now()
  world.deleted.set(pkg.slugPerm, { pkg, deletedAt: now, deletedBy: by })
  for (const [slugPerm, { pkg: old, deletedAt }] of world.deleted) {
    if (now - deletedAt <= restorableFor) break
    world.deleted.delete(slugPerm)
    for (const { blob } of old.content.files) if (blob) world.blobs.release(blob)
  }
}

/** Deletes a package in a while, as the service does: until then it is still there. */
export function scheduleDeletion(world: World, pkg: PackageRecord, by: Account | undefined): void {
  pkg.isDeleting = true
  pkg.repository.packages.touch(pkg)
  world.clock.schedule(world.clock.now() + world.timings.deletion, () => deletePackage(world, pkg, by))
}
