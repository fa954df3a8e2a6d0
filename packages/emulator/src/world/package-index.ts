import { createSeveral } from '../core/several.ts'
import { identityOf } from './coordinates.ts'
import { createNameIndex, type LatestRules } from './name-index.ts'
import type { PackageIndex } from './package-lists.ts'
import type { PackageRecord } from './records.ts'
import { createTagIndex } from './tag-index.ts'

/**
 * Creates an empty index.
 *
 * @param changed called for every package that is added, changed or (`isThere: false`) removed
 */
export function createPackageIndex(
  latest: LatestRules,
  changed: (pkg: PackageRecord, isThere: boolean) => void = () => {},
): PackageIndex<PackageRecord> {
  /** The oldest first. */
  const ordered: PackageRecord[] = []
  const slugs = new Map<string, PackageRecord>()
  const names = createNameIndex(latest)
  const tags = createTagIndex()
  const identities = createSeveral<PackageRecord>()
  let revision = 0
  let arrivals = 0

  /** The position of a package, or where it would be inserted. */
  function place(pkg: PackageRecord): number {
    let [low, high] = [0, ordered.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const other = ordered[middle]
      if (other !== undefined && byAge(other, pkg) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  function identify(pkg: PackageRecord) {
    const identity = identityOf(pkg.content)
    if (identity !== undefined) identities.add(identity, pkg)
  }

  return {
    get size() {
      return ordered.length
    },
    get revision() {
      return revision
    },
    add(pkg) {
      revision += 1
      pkg.arrival = arrivals++
      ordered.splice(place(pkg), 0, pkg)
      slugs.set(pkg.slug, pkg)
      names.add(pkg)
      tags.update(pkg)
      identify(pkg)
      changed(pkg, true)
    },
    remove(pkg) {
      revision += 1
      const at = place(pkg)
      ordered.splice(ordered[at] === pkg ? at : ordered.indexOf(pkg), 1)
      slugs.delete(pkg.slug)
      names.remove(pkg)
      tags.remove(pkg)
      const identity = identityOf(pkg.content)
      if (identity !== undefined) identities.remove(identity, pkg)
      changed(pkg, false)
    },
    touch(pkg) {
      revision += 1
      // It may have been removed meanwhile.
      if (!names.update(pkg)) return
      tags.update(pkg)
      identify(pkg)
      changed(pkg, true)
    },
    bySlug: (slug) => slugs.get(slug),
    byName: (wanted) => [...names.find(wanted)],
    byTag: (isWanted) => [...tags.find(isWanted)],
    byIdentity: (identity) => identities.get(identity),
    names: () => names.names(),
    oldest: (start, end) => ordered.slice(start, end),
    newest: (start, end) => ordered.slice(Math.max(0, ordered.length - end), Math.max(0, ordered.length - start)).reverse(),
    all: () => ordered,
    isLatest: (pkg) => names.isLatest(pkg),
  }
}

/** The order of lists, the oldest first: by time of upload, then by arrival. */
export function byAge(a: PackageRecord, b: PackageRecord): number {
  return a.uploadedAt - b.uploadedAt || a.arrival - b.arrival
}
