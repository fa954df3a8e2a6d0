import type { RetentionRules } from '@cloudsmith-sdk/client'
import { type Identity, identityOf } from '../repository/identity.ts'
import type { PackageRow } from '../repository/row.ts'
import type { RetentionLoss } from './plan.ts'
import { compareVersions } from './version-order.ts'

const day = 24 * 3_600_000

/** A package that is at the destination, or will arrive there. */
export interface Kept {
  readonly package: Identity
  readonly slugPerm: string
  readonly uploadedAt: string
  /** Size in bytes. */
  readonly size: number
  /** The service's number for the package type. */
  readonly type: number
  /** Whether it has yet to arrive. */
  readonly arrives: boolean
}

/** The part of a row that retention rules consider. */
export const keptOf = (row: PackageRow, arrives: boolean): Kept => ({
  package: identityOf(row),
  slugPerm: row.slug_perm,
  uploadedAt: row.uploaded_at,
  size: row.size,
  type: row.package_type,
  arrives,
})

/**
 * Predicts what the retention rules of the destination may delete after packages have arrived. It is not documented whether a copy keeps the
 * date of its original. This assumes that it does, which may report too many packages rather than too few.
 *
 * @param packages the packages that the rules apply to
 * @see docs/service.md#retention: a limit of zero means no limit, and the newest package of a group always stays
 */
export function retentionLosses(rules: RetentionRules, packages: readonly Kept[]): RetentionLoss[] {
  if (!rules.retention_enabled) return []
  const groups = Map.groupBy(packages, (pkg) => groupKey(rules, pkg))
  return [...groups.values()].filter((group) => group.some(({ arrives }) => arrives)).flatMap((group) => lossesOf(rules, group))
}

function groupKey(rules: RetentionRules, { package: { format, name }, type }: Kept): string {
  return JSON.stringify([
    rules.retention_group_by_format ? format : '',
    rules.retention_group_by_name ? name : '',
    rules.retention_group_by_package_type ? type : '',
  ])
}

function lossesOf(rules: RetentionRules, group: readonly Kept[]): RetentionLoss[] {
  const { retention_count_limit: count, retention_days_limit: days, retention_size_limit: size } = rules
  const newestFirst = group.toSorted((a, b) => Date.parse(b.uploadedAt) - Date.parse(a.uploadedAt))
  const [newest] = newestFirst
  const latestArrival = Math.max(...group.filter(({ arrives }) => arrives).map(({ uploadedAt }) => Date.parse(uploadedAt)))
  const lost = new Map<Kept, RetentionLoss['rule']>()
  if (size > 0) for (const pkg of beyondSize(group, size)) lost.set(pkg, 'size')
  if (days > 0) {
    for (const pkg of group) if (latestArrival - Date.parse(pkg.uploadedAt) > days * day) lost.set(pkg, 'days')
  }
  if (count > 0) for (const pkg of newestFirst.slice(count)) lost.set(pkg, 'count')
  return newestFirst.flatMap((pkg) => {
    const rule = pkg === newest ? undefined : lost.get(pkg)
    const slugPerm = pkg.arrives ? null : pkg.slugPerm
    return rule === undefined ? [] : [{ package: pkg.package, slugPerm, rule }]
  })
}

/** The packages that do not fit any more once the highest versions have used up the size limit, in bytes. */
function beyondSize(group: readonly Kept[], limit: number): Kept[] {
  let used = 0
  return group
    .toSorted((a, b) => compareVersions(b.package, a.package))
    .filter((pkg) => {
      used += pkg.size
      return used > limit
    })
}
