import { schemeOfFormat } from '../scan/versions.ts'
import { isInFlight, nameOf, versionOf } from './package.ts'
import type { PackageIndex } from './package-lists.ts'
import type { PackageRecord } from './records.ts'

interface Named {
  readonly packages: Set<PackageRecord>
  /** The newest version by format; made anew after a change. */
  latest?: Map<string, PackageRecord>
}

/**
 * Makes an empty index.
 *
 * @param tagsPrereleases whether a pre-release may be the latest
 * @param changed is told of every package that comes, changes or (`isThere: false`) leaves
 */
export function createPackageIndex(
  tagsPrereleases: () => boolean,
  changed: (pkg: PackageRecord, isThere: boolean) => void = () => {},
): PackageIndex<PackageRecord> {
  /** By `uploadedAt`, the oldest first. */
  const ordered: PackageRecord[] = []
  const slugs = new Map<string, PackageRecord>()
  const names = new Map<string, Named>()
  const keys = new Map<PackageRecord, string>()
  let revision = 0

  function place(pkg: PackageRecord): number {
    let [low, high] = [0, ordered.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ordered[middle]?.uploadedAt ?? 0) <= pkg.uploadedAt) low = middle + 1
      else high = middle
    }
    return low
  }

  function name(pkg: PackageRecord) {
    const key = keyOf(pkg)
    const named = names.get(key) ?? { packages: new Set<PackageRecord>() }
    named.packages.add(pkg)
    delete named.latest
    names.set(key, named)
    keys.set(pkg, key)
  }

  function unname(pkg: PackageRecord) {
    const key = keys.get(pkg) ?? ''
    const named = names.get(key)
    keys.delete(pkg)
    if (named === undefined) return
    named.packages.delete(pkg)
    delete named.latest
    if (named.packages.size === 0) names.delete(key)
  }

  function latestOf(named: Named): Map<string, PackageRecord> {
    const latest = new Map<string, PackageRecord>()
    for (const pkg of named.packages) {
      if (isInFlight(pkg) || pkg.sync.state === 'failed') continue
      const { compare, prerelease } = schemeOfFormat(pkg.content.format)
      const version = versionOf(pkg.content) ?? ''
      if (prerelease(version) && !tagsPrereleases()) continue
      const best = latest.get(pkg.content.format)
      if (best === undefined || compare(version, versionOf(best.content) ?? '') >= 0) latest.set(pkg.content.format, pkg)
    }
    return latest
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
      ordered.splice(place(pkg), 0, pkg)
      slugs.set(pkg.slug, pkg)
      name(pkg)
      changed(pkg, true)
    },
    remove(pkg) {
      revision += 1
      for (let at = place(pkg) - 1; at >= 0; at--) {
        if (ordered[at] !== pkg) continue
        ordered.splice(at, 1)
        break
      }
      slugs.delete(pkg.slug)
      unname(pkg)
      changed(pkg, false)
    },
    touch(pkg) {
      revision += 1
      const key = keys.get(pkg)
      if (key === undefined) return
      if (key !== keyOf(pkg)) {
        unname(pkg)
        name(pkg)
      } else delete names.get(key)?.latest
      changed(pkg, true)
    },
    bySlug: (slug) => slugs.get(slug),
    byName: (wanted) => [...(names.get(wanted.toLowerCase())?.packages ?? [])],
    names: () => names.keys(),
    newest: (start, end) => ordered.slice(Math.max(0, ordered.length - end), Math.max(0, ordered.length - start)).reverse(),
    all: () => ordered,
    isLatest(pkg) {
      // What lists show may be the package as it was, and so another object.
      const named = names.get(keys.get(pkg) ?? keyOf(pkg))
      if (named === undefined) return false
      named.latest ??= latestOf(named)
      return named.latest.get(pkg.content.format)?.slugPerm === pkg.slugPerm
    },
  }
}

function keyOf({ content }: PackageRecord): string {
  return nameOf(content)?.toLowerCase() ?? ''
}
