import { accounts } from '../world/account.ts'
import { packages } from '../world/kinds.ts'
import { worldPart } from '../world/parts.ts'
import { mapBy, moment, type Of, optional, record } from '../world/shapes/index.ts'
import type { World } from '../world/world.ts'

const deletedPackage = record({ pkg: packages, deletedAt: moment, deletedBy: optional(accounts) })

/** A package that was deleted, until it is gone for good. */
export type DeletedPackage = Of<typeof deletedPackage>

/** What can be restored, by `slug_perm`, the oldest first. */
export const deletedOf = worldPart('recycle bin', { shape: mapBy(deletedPackage, ({ pkg }) => pkg.slugPerm) })

/** How long a deleted package can be restored, in milliseconds. Sources disagree: a week or two. */
const restorableFor = 7 * 24 * 3_600_000

/** Frees what has been in the recycle bin too long. */
export function emptyRecycleBin(world: World): void {
  for (const old of deletedOf(world).values()) {
    if (world.clock.now() - old.deletedAt <= restorableFor) break
    discard(world, old)
  }
}

/** Takes a package out of the recycle bin for good. */
export function discard(world: World, { pkg }: DeletedPackage): void {
  deletedOf(world).delete(pkg.slugPerm)
  for (const { blob } of pkg.content.files) if (blob) world.blobs.release(blob)
}
