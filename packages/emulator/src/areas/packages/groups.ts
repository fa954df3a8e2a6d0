import { formatInfo } from '../../catalogue/formats.ts'
import { timestamp } from '../../core/time.ts'
import type { PackageGroup } from '../../generated/v1.ts'
import { sizeOf } from '../../package/size.ts'
import { nameOf, primaryFile } from '../../world/package.ts'
import type { PackageRecord, RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { findPackages } from './lists.ts'

/** The parameters of a list of groups. */
export interface GroupQuery {
  group_by?: string | undefined
  query?: string | undefined
  sort?: string | undefined
}

const sortKeys: Readonly<Record<string, (group: PackageGroup) => string | number>> = {
  name: ({ name }) => name.toLowerCase(),
  count: ({ count }) => count ?? 0,
  num_downloads: (group) => group.num_downloads ?? 0,
  size: ({ size }) => size ?? 0,
  last_push: (group) => group.last_push ?? '',
  backend_kind: (group) => group.backend_kind,
}

/** Groups the packages of some repositories by name and format, or by format alone (`backend_kind`). By default sorted by name. */
export function groupPackages(
  world: World,
  repositories: readonly RepositoryRecord[],
  { group_by, query = '', sort = 'name' }: GroupQuery,
): PackageGroup[] {
  const isByFormat = group_by === 'backend_kind'
  const keyOf = (pkg: PackageRecord) => (isByFormat ? pkg.content.format : `${pkg.content.format}/${labelOf(pkg)}`)
  const groups = Map.groupBy(findPackages(world, repositories, query), keyOf)
  const views = [...groups.values()].map((group) => viewOf(group, isByFormat))
  return sorted(views, sort)
}

function viewOf(packages: readonly PackageRecord[], isByFormat: boolean): PackageGroup {
  const [first] = packages as readonly [PackageRecord]
  const sum = (value: (pkg: PackageRecord) => number) => packages.reduce((total, pkg) => total + value(pkg), 0)
  return {
    name: isByFormat ? first.content.format : labelOf(first),
    backend_kind: formatInfo(first.content.format).backendKind,
    count: packages.length,
    last_push: timestamp(packages.reduce((latest, { uploadedAt }) => Math.max(latest, uploadedAt), 0)),
    num_downloads: sum(({ downloads }) => downloads),
    size: sum(sizeOf),
  }
}

function labelOf({ content }: PackageRecord): string {
  return nameOf(content) ?? primaryFile(content).filename
}

function sorted(groups: readonly PackageGroup[], sort: string): PackageGroup[] {
  const read = sortKeys[sort.replace(/^-/, '')] ?? sortKeys.name
  const sign = sort.startsWith('-') ? -1 : 1
  return groups.toSorted((a, b) => {
    const [left, right] = [read?.(a) ?? '', read?.(b) ?? '']
    return left === right ? 0 : left < right ? -sign : sign
  })
}
