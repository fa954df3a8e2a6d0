import type { RetentionRules } from '@cloudsmith-sdk/client'
import { type Identity, identityOf } from '../repository/identity.ts'
import type { PackageRow } from '../repository/row.ts'
import type { RetentionLoss } from './plan.ts'
import { compareVersions } from './version-order.ts'

const day = 24 * 3_600_000

/** A package that is at the destination, or comes there. */
export interface Kept {
  readonly package: Identity
  readonly slugPerm: string
  readonly uploadedAt: string
  /** Bytes. */
  readonly size: number
  /** The service's number of the kind of package. */
  readonly type: number
  readonly arrives: boolean
}

/** The part of a row that retention is about. */
export const keptOf = (row: PackageRow, arrives: boolean): Kept => ({
  package: identityOf(row),
  slugPerm: row.slug_perm,
  uploadedAt: row.uploaded_at,
  size: row.size,
  type: row.package_type,
  arrives,
})

/**
 * What the rules of the destination may delete when the packages that come have arrived. Whether a copy is dated as its original is not
 * known: it is taken to be, which names what may go rather than too little.
 *
 * @param packages those that the rules are about
 * @see docs/service.md#retention: a limit of zero is none, and the newest of a group always stays
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

/** What is left over when the highest versions have filled the room, in bytes. */
function beyondSize(group: readonly Kept[], limit: number): Kept[] {
  let used = 0
  return group
    .toSorted((a, b) => compareVersions(b.package, a.package))
    .filter((pkg) => {
      used += pkg.size
      return used > limit
    })
}
