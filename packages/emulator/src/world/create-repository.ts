import { definedOf } from '../core/changes.ts'
import { slugOf } from '../core/slug.ts'
import type { RepositoryRequest } from '../generated/v1.ts'
import { latestRules } from './latest-rules.ts'
import { historyIn } from './package-history.ts'
import { createPackageIndex } from './package-index.ts'
import type { RepositoryRecord, WorkspaceRecord } from './records.ts'
import { repositoryDefaults } from './repository-defaults.ts'
import type { World } from './world.ts'

/** Creates a repository in a workspace. Its slug must not be in use. */
export function createRepository(world: World, workspace: WorkspaceRecord, request: RepositoryRequest): RepositoryRecord {
  const { storage_region: storageRegion = 'default', ...settings } = request
  const history = historyIn(world)
  const repository: RepositoryRecord = {
    slugPerm: world.ids.slug(12),
    workspace,
    createdAt: world.clock.now(),
    storageRegion,
    settings: { ...repositoryDefaults, ...definedOf(settings), slug: slugOf(request) },
    isDeleting: false,
    packages: createPackageIndex(
      latestRules(world, () => repository),
      history.note,
    ),
    history,
    privileges: [],
  }
  for (const hear of world.newRepositories) hear(repository)
  workspace.repositories.set(repository.settings.slug, repository)
  return repository
}
