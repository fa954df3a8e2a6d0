import type { DeletedPackage, World } from '../world/world.ts'

/** How long a deleted package can be restored, in milliseconds. Sources disagree: a week or two. */
const restorableFor = 7 * 24 * 3_600_000

/** Frees what has been in the recycle bin too long. */
export function emptyRecycleBin(world: World): void {
  for (const old of world.deleted.values()) {
    if (world.clock.now() - old.deletedAt <= restorableFor) break
    discard(world, old)
  }
}

/** Takes a package out of the recycle bin for good. */
export function discard(world: World, { pkg }: DeletedPackage): void {
  world.deleted.delete(pkg.slugPerm)
  for (const { blob } of pkg.content.files) if (blob) world.blobs.release(blob)
}
