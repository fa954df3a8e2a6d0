import { wrongState } from '../core/errors.ts'
import type { DeletedPackage, World } from '../world/world.ts'
import { findTwin } from './identity.ts'

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

/** Puts a package back, and its repository too if that was deleted. @throws {Refusal} 400 where another has taken its place */
export function restore(world: World, { pkg }: DeletedPackage): void {
  const { repository } = pkg
  const { repositories } = repository.workspace
  const home = repositories.get(repository.settings.slug)
  if ((home !== undefined && home !== repository) || findTwin(pkg))
    throw wrongState('Another has taken the place of this package.')
  repository.isDeleting = false
  repositories.set(repository.settings.slug, repository)
  pkg.isDeleting = false
  world.deleted.delete(pkg.slugPerm)
  world.packages.set(pkg.slugPerm, pkg)
  repository.packages.add(pkg)
  world.emit('package.restored', pkg)
}
