import { formatInfo } from '../catalogue/formats.ts'
import { schemeOfFormat } from '../format/version-scheme.ts'
import { isInFlight, nameOf, versionOf } from './package.ts'
import type { PackageRecord } from './records.ts'

/** What decides which packages are the latest of their name. @see docs/service.md#tags */
export interface LatestRules {
  /** A pre-release may be the latest. */
  readonly prereleases: () => boolean
  /** All packages of the newest version are, and not only the last of them that came. */
  readonly everyFile: () => boolean
}

/** Packages by their name. */
export interface NameIndex {
  add(pkg: PackageRecord): void
  remove(pkg: PackageRecord): void
  /** Name, version or state may be others now. Tells whether the package is there. */
  update(pkg: PackageRecord): boolean
  /** The packages of a name, in any case. */
  find(name: string): Iterable<PackageRecord>
  /** The names that there are, in lower case. */
  names(): Iterable<string>
  /** Whether a package is of the newest version of its name. */
  isLatest(pkg: PackageRecord): boolean
}

interface Named {
  /** In lower case. */
  readonly name: string
  readonly packages: Set<PackageRecord>
  /** A package of the newest version, by format; made anew after a change. */
  latest: Map<string, PackageRecord> | undefined
}

/** Makes an empty index. */
export function createNameIndex({ prereleases, everyFile }: LatestRules): NameIndex {
  const names = new Map<string, Named>()
  const places = new Map<PackageRecord, Named>()

  function add(pkg: PackageRecord) {
    const name = keyOf(pkg)
    const named = names.get(name) ?? { name, packages: new Set(), latest: undefined }
    named.packages.add(pkg)
    named.latest = undefined
    names.set(name, named)
    places.set(pkg, named)
  }

  function remove(pkg: PackageRecord) {
    const named = places.get(pkg)
    if (named === undefined) return
    places.delete(pkg)
    named.packages.delete(pkg)
    named.latest = undefined
    if (named.packages.size === 0) names.delete(named.name)
  }

  function mayBeLatest(pkg: PackageRecord): boolean {
    // Whoever pushes an image says what it is called: nothing else is `latest`.
    if (formatInfo(pkg.content.format).hasOwnRegistry || isInFlight(pkg) || pkg.sync.state === 'failed') return false
    return prereleases() || !schemeOfFormat(pkg.content.format).isPrerelease(versionOf(pkg.content) ?? '')
  }

  function latestOf(named: Named): Map<string, PackageRecord> {
    const latest = new Map<string, PackageRecord>()
    for (const pkg of named.packages) {
      if (!mayBeLatest(pkg)) continue
      const best = latest.get(pkg.content.format)
      if (best === undefined || compareVersions(pkg, best) >= 0) latest.set(pkg.content.format, pkg)
    }
    return latest
  }

  return {
    add,
    remove,
    update(pkg) {
      const named = places.get(pkg)
      if (named === undefined) return false
      if (named.name !== keyOf(pkg)) {
        remove(pkg)
        add(pkg)
      } else named.latest = undefined
      return true
    },
    find: (name) => names.get(name.toLowerCase())?.packages ?? [],
    names: () => names.keys(),
    isLatest(pkg) {
      // What lists show may be the package as it was, and so another object.
      const named = places.get(pkg) ?? names.get(keyOf(pkg))
      if (named === undefined) return false
      named.latest ??= latestOf(named)
      const best = named.latest.get(pkg.content.format)
      if (best === undefined || best.slugPerm === pkg.slugPerm) return best !== undefined
      return everyFile() && mayBeLatest(pkg) && compareVersions(pkg, best) === 0
    },
  }
}

function keyOf({ content }: PackageRecord): string {
  return nameOf(content)?.toLowerCase() ?? ''
}

function compareVersions(a: PackageRecord, b: PackageRecord): number {
  return schemeOfFormat(a.content.format).compare(versionOf(a.content) ?? '', versionOf(b.content) ?? '')
}
