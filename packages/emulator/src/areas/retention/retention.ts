import { schemeOfFormat } from '../../format/version-scheme.ts'
import { deletePackage } from '../../package/delete.ts'
import { searchableOf } from '../../package/searchable.ts'
import { sizeOf } from '../../package/size.ts'
import { compileQuery } from '../../search/compile-query.ts'
import { nameOf, versionOf } from '../../world/package.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { retentionOf } from './records.ts'

/** Most packages that one arrival deletes. */
const mostDeletions = 1000

const day = 24 * 3_600_000

/**
 * Applies the retention rules of a repository after the arrival of a package: deletes packages that exceed the number, the age (relative to the
 * arrival) or the total size. A limit of zero means none; the newest package is always kept.
 *
 * @see docs/service.md#retention
 */
export function applyRetention(world: World, arrival: PackageRecord): void {
  for (const pkg of expendable(world, arrival).slice(0, mostDeletions)) deletePackage(world, pkg, undefined)
}

/** The packages that the rules delete after an arrival. */
export function expendable(world: World, arrival: PackageRecord): PackageRecord[] {
  const { packages } = arrival.repository
  const retention = retentionOf(arrival.repository).rules
  if (!retention.retention_enabled) return []
  const applies = compileQuery('retention_package_query_string', retention.retention_package_query_string)
  const now = new Date(world.clock.now())
  const group = [...packages.all()].filter(
    (pkg) =>
      pkg.sync.state === 'completed' &&
      !pkg.isDeleting &&
      (!retention.retention_group_by_name || nameOf(pkg.content) === nameOf(arrival.content)) &&
      (!retention.retention_group_by_format || pkg.content.format === arrival.content.format) &&
      applies(searchableOf(pkg), now),
  )
  const newestFirst = group.toSorted((a, b) => b.uploadedAt - a.uploadedAt)
  const superfluous = new Set<PackageRecord>()
  const { retention_count_limit: count, retention_days_limit: days, retention_size_limit: size } = retention
  if (count > 0) for (const pkg of newestFirst.slice(count)) superfluous.add(pkg)
  if (days > 0) {
    for (const pkg of newestFirst) if (arrival.uploadedAt - pkg.uploadedAt > days * day) superfluous.add(pkg)
  }
  if (size > 0) for (const pkg of beyondSize(group, size)) superfluous.add(pkg)
  const [newest] = newestFirst
  if (newest !== undefined) superfluous.delete(newest)
  return [...superfluous]
}

/** The packages that no longer fit in the limit, in bytes, after the highest versions. */
function beyondSize(group: readonly PackageRecord[], limit: number): PackageRecord[] {
  const highestFirst = group.toSorted((a, b) => {
    if (a.content.format !== b.content.format) return b.uploadedAt - a.uploadedAt
    return (
      schemeOfFormat(a.content.format).compare(versionOf(b.content) ?? '', versionOf(a.content) ?? '') ||
      b.uploadedAt - a.uploadedAt
    )
  })
  let used = 0
  return highestFirst.filter((pkg) => {
    used += sizeOf(pkg)
    return used > limit
  })
}
