import type { Rows } from '../core/pagination.ts'
import type { ScanRecord } from '../world/package.ts'
import type { PackageRecord, RepositoryRecord } from '../world/records.ts'

/** A scan and its package. */
export interface Scanned {
  readonly pkg: PackageRecord
  readonly scan: ScanRecord
}

/** The scans of a package, the latest first. */
export const scansOf = (pkg: PackageRecord): Scanned[] => latestFirst(pkg.scanning.scans.map((scan) => ({ pkg, scan })))

/** The scans of repositories, the latest first. As long as nothing changes, a page only costs what is on it. */
export function scansIn(repositories: readonly RepositoryRecord[]): Rows<Scanned> {
  const lists = repositories.map(scansInOne)
  return {
    count: lists.reduce((sum, { length }) => sum + length, 0),
    slice: (start, end) =>
      lists.length === 1
        ? (lists[0] ?? []).slice(start, end)
        : latestFirst(lists.flatMap((list) => list.slice(0, end))).slice(start, end),
  }
}

const latestFirst = (scans: readonly Scanned[]): Scanned[] => scans.toSorted((a, b) => b.scan.at - a.scan.at)

/** A cache of lists, by the revision that they were made from. */
const made = new WeakMap<RepositoryRecord['packages'], { readonly revision: number; readonly scans: readonly Scanned[] }>()

function scansInOne({ packages }: RepositoryRecord): readonly Scanned[] {
  const before = made.get(packages)
  if (before?.revision === packages.revision) return before.scans
  const scans = latestFirst([...packages.all()].flatMap((pkg) => pkg.scanning.scans.map((scan) => ({ pkg, scan }))))
  made.set(packages, { revision: packages.revision, scans })
  return scans
}
