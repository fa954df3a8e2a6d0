import { giveDefaultToken } from '../areas/entitlements/create.ts'
import { createStore } from '../core/store.ts'
import type { RepositoryRequest } from '../generated/v1.ts'
import { latestRules } from './latest-rules.ts'
import { createPackageHistory } from './package-history.ts'
import { createPackageIndex } from './package-index.ts'
import type { RepositoryRecord, WorkspaceRecord } from './records.ts'
import { repositoryDefaults, retentionDefaults } from './repository-defaults.ts'
import type { World } from './world.ts'

/** Makes a repository in a workspace. Expects that no other has its slug. */
export function createRepository(world: World, workspace: WorkspaceRecord, request: RepositoryRequest): RepositoryRecord {
  const { storage_region: storageRegion = 'default', ...settings } = request
  const history = createPackageHistory(
    () => world.clock.now(),
    () => world.switches.lagSeconds * 1000,
  )
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
    retention: retentionDefaults,
    webhooks: createStore(),
    upstreams: createStore(),
    connections: createStore(),
    entitlements: createStore(),
    defaultToken: undefined,
    geoip: { isEnabled: false, rules: { cidr: { allow: [], deny: [] }, country_code: { allow: [], deny: [] } } },
    signingKeys: new Map(),
    nextWebhook: 1,
  }
  giveDefaultToken(world, repository)
  workspace.repositories.set(repository.settings.slug, repository)
  return repository
}

/** The slug that a request asks for, or one made of its name: lower case, with dashes for what a slug may not hold. */
export function slugOf({ slug, name }: { slug?: string | undefined; name: string }): string {
  if (slug !== undefined && slug !== '') return slug
  const made = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/[-\s]+/g, '-')
  return made || 'repository'
}

/** Leaves out what is undefined, so that it does not hide a default. */
export function definedOf<Given extends object>(given: Given): { [Name in keyof Given]: Exclude<Given[Name], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Given]: Exclude<Given[Name], undefined>
  }
}
