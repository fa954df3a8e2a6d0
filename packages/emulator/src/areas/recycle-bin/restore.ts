import { wrongState } from '../../core/errors.ts'
import { findTwin } from '../../package/identity.ts'
import { type DeletedPackage, deletedOf } from '../../package/recycle.ts'
import type { World } from '../../world/world.ts'

/** Restores a package, and its repository if that was deleted too. @throws {Refusal} 400 if another package has taken its place */
export function restore(world: World, { pkg }: DeletedPackage): void {
  const { repository } = pkg
  const { repositories } = repository.workspace
  const home = repositories.get(repository.settings.slug)
  if ((home !== undefined && home !== repository) || findTwin(pkg))
    throw wrongState('Another has taken the place of this package.')
  repository.isDeleting = false
  repositories.set(repository.settings.slug, repository)
  pkg.isDeleting = false
  deletedOf(world).delete(pkg.slugPerm)
  world.packages.set(pkg.slugPerm, pkg)
  repository.packages.add(pkg)
  world.emit('package.restored', pkg)
}
