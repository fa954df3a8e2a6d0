import { formatInfo } from '../catalogue/formats.ts'
import { schemeOfFormat } from '../format/version-scheme.ts'
import { isInFlight, nameOf, versionOf } from './package.ts'
import type { PackageRecord } from './records.ts'

/** The rules that decide which packages are the latest of their name. @see docs/service.md#tags */
export interface LatestRules {
  /** Whether a pre-release may be the latest. */
  readonly prereleases: () => boolean
  /** Whether all packages of the newest version are the latest, instead of only the last one to arrive. */
  readonly everyFile: () => boolean
}

/** An index of packages by name. */
export interface NameIndex {
  add(pkg: PackageRecord): void
  remove(pkg: PackageRecord): void
  /** Updates the index after a change of name, version or state. Returns whether the package is in a repository. */
  update(pkg: PackageRecord): boolean
  /** The packages of a name, ignoring case. */
  find(name: string): Iterable<PackageRecord>
  /** The names that exist, in lower case. */
  names(): Iterable<string>
  /** Whether a package has the newest version of its name. */
  isLatest(pkg: PackageRecord): boolean
}

interface Named {
  /** In lower case. */
  readonly name: string
  readonly packages: Set<PackageRecord>
  /** The packages of the newest version, by format; cleared by changes. */
  latest: Map<string, PackageRecord> | undefined
}

/** Creates an empty index. */
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
    // Images get their tags only by being pushed with them, so none is `latest` by itself.
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
      // Lists that lag behind contain copies of packages, which are different objects.
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
