import { accounts } from '../world/account.ts'
import { packages } from '../world/kinds.ts'
import { worldPart } from '../world/parts.ts'
import { mapBy, moment, type Of, optional, record } from '../world/shapes/index.ts'
import type { World } from '../world/world.ts'

const deletedPackage = record({ pkg: packages, deletedAt: moment, deletedBy: optional(accounts) })

/** A deleted package that can be restored. */
export type DeletedPackage = Of<typeof deletedPackage>

/** The packages that can be restored, by `slug_perm`, the oldest first. */
export const deletedOf = worldPart('recycle bin', { shape: mapBy(deletedPackage, ({ pkg }) => pkg.slugPerm) })

/** How long a deleted package can be restored, in milliseconds. Sources disagree: one week or two. */
const restorableFor = 7 * 24 * 3_600_000

/** Removes expired packages from the recycle bin. */
export function emptyRecycleBin(world: World): void {
  for (const old of deletedOf(world).values()) {
    if (world.clock.now() - old.deletedAt <= restorableFor) break
    discard(world, old)
  }
}

/** Removes a package from the recycle bin for good. */
export function discard(world: World, { pkg }: DeletedPackage): void {
  deletedOf(world).delete(pkg.slugPerm)
  for (const { blob } of pkg.content.files) if (blob) world.blobs.release(blob)
}
