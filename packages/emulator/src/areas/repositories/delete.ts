import { deletePackage } from '../../package/delete.ts'
import type { Account } from '../../world/account.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'

/** Deletes a repository and all that is in it, in a while. */
export function scheduleDeletion(world: World, repository: RepositoryRecord, by: Account | undefined): void {
  repository.isDeleting = true
  world.clock.schedule(world.clock.now() + world.timings.repositoryDeletion, () => {
    for (const pkg of [...repository.packages.all()]) deletePackage(world, pkg, by)
    repository.workspace.repositories.delete(repository.settings.slug)
  })
}

/** Deletes what was to be deleted when a state was written. */
export function resumeDeletions(world: World): void {
  for (const { repositories } of world.workspaces.values()) {
    for (const repository of repositories.values()) if (repository.isDeleting) scheduleDeletion(world, repository, undefined)
  }
}
