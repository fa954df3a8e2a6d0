import { readableSize } from '../../core/readable-size.ts'
import { timestamp } from '../../core/time.ts'
import type { Repository } from '../../generated/v1.ts'
import { contentSizeOf } from '../../package/size.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import { apiUrl, placeOf } from '../../world/urls.ts'
import type { World } from '../../world/world.ts'
import { activeConnections } from '../connected/reachable.ts'
import { statisticsOf } from './statistics.ts'

/** The service's numbers for the types are not known. */
const typeNumbers = { Public: 1, Private: 2, 'Open-Source': 3 }

/** A repository in the API's form. */
export function repositoryView(world: World, repository: RepositoryRecord): Repository {
  const { settings, workspace } = repository
  const statistics = statisticsOf(world, repository)
  const size = contentSizeOf(repository)
  const place = placeOf(repository)
  const type = settings.repository_type_str
  return {
    ...settings,
    slug_perm: repository.slugPerm,
    namespace: workspace.slug,
    namespace_url: apiUrl(world, `/namespaces/${workspace.slug}/`),
    repository_type: typeNumbers[type],
    is_public: type === 'Public',
    is_private: type === 'Private',
    is_open_source: type === 'Open-Source',
    storage_region: repository.storageRegion,
    size,
    size_str: readableSize(size),
    package_count: repository.packages.size,
    package_count_excl_subcomponents: repository.packages.size,
    package_group_count: statistics.names,
    num_quarantined_packages: statistics.quarantined,
    num_policy_violated_packages: statistics.violating,
    num_downloads: statistics.downloads,
    active_connection_count: activeConnections(repository).length,
    gpg_keys: [],
    ecdsa_keys: [],
    created_at: timestamp(repository.createdAt),
    deleted_at: null,
    cdn_url: `${world.origins.download}/${type === 'Private' ? 'basic' : 'public'}/${place}`,
    self_url: apiUrl(world, `/repos/${place}/`),
    self_html_url: `${world.origins.html}/~${workspace.slug}/repos/${settings.slug}/`,
    self_webapp_url: `${world.origins.webapp}/${workspace.slug}/r/${settings.slug}`,
  }
}
