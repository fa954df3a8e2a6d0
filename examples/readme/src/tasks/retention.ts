import type { Cloudsmith } from '@cloudsmith-sdk/client'

/** Keeps the ten newest of each package for a month, but for releases. */
export async function forget(cloudsmith: Cloudsmith) {
  return await cloudsmith.repos.retention.update({
    owner: 'acme',
    repo: 'development',
    retention_enabled: true,
    retention_count_limit: 10,
    retention_days_limit: 30,
    retention_group_by_name: true,
    retention_package_query_string: 'NOT tag:release',
  })
}
