import { isDenied } from '../areas/policies/deny.ts'
import type { Emulator } from '../emulator.ts'
import { searchableOf } from '../package/searchable.ts'
import { sizeOf } from '../package/size.ts'
import { stageOf } from '../package/stages.ts'
import { statusOf } from '../package/status-name.ts'
import { flatTagsOf } from '../package/tags.ts'
import { compileQuery } from '../search/compile-query.ts'
import { dateOrder, sorter } from '../search/index.ts'
import { nameOf, primaryFile, versionOf } from '../world/package.ts'
import { byAge } from '../world/package-index.ts'
import type { PackageRecord, RepositoryRecord } from '../world/records.ts'
import { placeOf } from '../world/urls.ts'
import type { PackageAnswer, PackagesAnswer } from './answers.ts'
import { isoTime } from './iso-time.ts'
import type { Wanted } from './wanted.ts'

/**
 * Lists packages, the newest first by default. It shows the current state, whatever lag the API's lists have. Without a query, only the rows of the
 * page are read, so a list of a million packages costs no more than a list of ten.
 *
 * @throws {Refusal} if the query cannot be parsed
 */
export function packagesView({ world }: Emulator, { place, query = '', sort = '', offset, limit }: Wanted): PackagesAnswer {
  const repositories = [...world.workspaces.values()]
    .flatMap((workspace) => [...workspace.repositories.values()])
    .filter((repository) => repository.packages.size > 0 && (place === undefined || placeOf(repository) === place))
  const end = offset + limit
  const isNewestFirst = dateOrder(sort) === 'newest'
  if (query.trim() === '' && isNewestFirst) {
    const total = repositories.reduce((sum, { packages }) => sum + packages.size, 0)
    return { total, packages: newestOf(repositories, offset, end).map(packageRow) }
  }
  const applies = compileQuery('query', query)
  const now = new Date(world.clock.now())
  const found = repositories
    .flatMap((repository: RepositoryRecord) => [...repository.packages.all()])
    .filter((pkg) => applies(searchableOf(pkg, isDenied(world, pkg)), now))
    .sort((a, b) => byAge(b, a))
  const sorted = isNewestFirst ? found : sorter(sort)(found.map((pkg) => searchableOf(pkg))).map(({ pkg }) => pkg)
  return { total: found.length, packages: sorted.slice(offset, end).map(packageRow) }
}

function newestOf(repositories: readonly RepositoryRecord[], start: number, end: number): PackageRecord[] {
  const [first, ...others] = repositories
  if (first !== undefined && others.length === 0) return first.packages.newest(start, end)
  const newest = repositories.flatMap(({ packages }) => packages.newest(0, end))
  return newest.sort((a, b) => byAge(b, a)).slice(start, end)
}

function packageRow(pkg: PackageRecord): PackageAnswer {
  const { content, scanning, sync } = pkg
  const stage = stageOf(sync.stage)
  return {
    slug_perm: pkg.slugPerm,
    place: placeOf(pkg.repository),
    format: content.format,
    name: labelOf(pkg),
    version: versionOf(content),
    uploaded_at: isoTime(pkg.uploadedAt),
    tags: flatTagsOf(pkg),
    status: statusOf(pkg).name,
    stage: stage.name,
    progress: stage.progress,
    reason: sync.reason,
    scan: scanning.status,
    findings: scanning.scans[0] ? tally(scanning.scans[0].findings) : null,
    quarantined: pkg.isQuarantined,
    deleting: pkg.isDeleting,
    downloads: pkg.downloads,
    size: sizeOf(pkg),
  }
}

/** The display name of a package. */
export const labelOf = ({ content }: PackageRecord): string => nameOf(content) ?? primaryFile(content).filename

function tally(findings: readonly { readonly severity: string }[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { severity } of findings) counts[severity] = (counts[severity] ?? 0) + 1
  return counts
}
