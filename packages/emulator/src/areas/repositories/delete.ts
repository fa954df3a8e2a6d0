import { deletePackage } from '../../package/delete.ts'
import type { Account } from '../../world/account.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'

/** Schedules the deletion of a repository with all its content. */
export function scheduleDeletion(world: World, repository: RepositoryRecord, by: Account | undefined): void {
  repository.isDeleting = true
  world.clock.schedule(world.clock.now() + world.timings.repositoryDeletion, () => {
    for (const pkg of [...repository.packages.all()]) deletePackage(world, pkg, by)
    repository.workspace.repositories.delete(repository.settings.slug)
  })
}

/** Continues deletions that were under way when a state was written. */
export function resumeDeletions(world: World): void {
  for (const { repositories } of world.workspaces.values()) {
    for (const repository of repositories.values()) if (repository.isDeleting) scheduleDeletion(world, repository, undefined)
  }
}
