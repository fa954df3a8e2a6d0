import { versionScheme } from '@cloudsmith-sdk/formats'
import { hasTag } from '../package/tags.ts'
import { byKey, type Identity, identityOf, keyOf } from '../repository/identity.ts'
import type { PackageRow } from '../repository/row.ts'
import type { LatestMove } from './plan.ts'

/** A package of a destination, as far as its newest versions are told by it. */
export interface Versioned {
  readonly identity: Identity
  /** The service marks it as the latest of its name. */
  readonly marked: boolean
}

/** The part of a row that the newest versions are told by. */
export const versionedOf = (row: PackageRow): Versioned => ({ identity: identityOf(row), marked: hasTag(row, 'latest') })

/** Which versions are the newest at a destination, by the order of each format, and what arrivals do to that. */
export interface Newest {
  /** The newest version that is higher; undefined where there is none, or where the format has no order. */
  above(pkg: Identity): string | undefined
  /** Where the newest version of a name changes, or a lower one than the newest arrives. */
  moves(promoted: readonly Identity[]): LatestMove[]
  /** Formats of versions that have no order, of names that the destination has other versions of. */
  unordered(promoted: readonly Identity[]): string[]
}

/**
 * Finds the newest versions of names. A package without a version that its format knows is never one.
 *
 * @param present packages of the destination: of each name at least the newest
 * @param countsPrereleases whether the repository takes pre-releases for the latest
 */
export function newestOf(present: readonly Versioned[], { countsPrereleases }: { countsPrereleases: boolean }): Newest {
  const there = Map.groupBy(present, ({ identity }) => nameKey(identity))
  const highestOf = new Map([...there].map(([key, packages]) => [key, highest(packages.map(({ identity }) => identity))]))

  function highest(identities: readonly Identity[]): string | undefined {
    return identities
      .filter(counts)
      .map(({ format, version }) => ({ version, compare: versionScheme(format)?.compare }))
      .toSorted((a, b) => a.compare?.(a.version, b.version) || byKey(a.version, b.version))
      .at(-1)?.version
  }

  function counts({ format, version }: Identity): boolean {
    const scheme = versionScheme(format)
    return scheme?.isVersion(version) === true && (countsPrereleases || !scheme.isPrerelease(version))
  }

  return {
    above(pkg) {
      const newest = counts(pkg) ? highestOf.get(nameKey(pkg)) : undefined
      if (newest === undefined) return undefined
      return (versionScheme(pkg.format)?.compare(pkg.version, newest) ?? 0) < 0 ? newest : undefined
    },
    moves(promoted) {
      if (there.size === 0) return []
      return [...Map.groupBy(promoted, nameKey)].flatMap(([key, identities]) => {
        const from = highestOf.get(key)
        const to = from === undefined ? undefined : highest(identities)
        const [first] = identities
        if (first === undefined || from === undefined || to === undefined) return []
        const { version: _, filename: __, architectures: ___, ...named } = first
        const order = versionScheme(first.format)?.compare(to, from) ?? 0
        const marked = highest((there.get(key) ?? []).filter((pkg) => pkg.marked).map(({ identity }) => identity)) ?? null
        return order === 0 ? [] : [{ ...named, from, to, marked, backwards: order < 0 }]
      })
    },
    unordered(promoted) {
      if (there.size === 0) return []
      const others = promoted.filter((pkg) => !versionScheme(pkg.format)?.isVersion(pkg.version) && hasOthers(pkg))
      return [...new Set(others.map(({ format }) => format))].toSorted(byKey)
    },
  }

  function hasOthers(pkg: Identity): boolean {
    return (there.get(nameKey(pkg)) ?? []).some(({ identity }) => identity.version !== pkg.version)
  }
}

/** Equal for packages of which one version is the newest: distributions, groups and sources have a newest each. */
export const nameKey = (pkg: Omit<Identity, 'version' | 'filename'>): string =>
  keyOf({ ...pkg, version: '', filename: '', architectures: [] })

/** Whether the answer to what is the newest depends on pre-releases. */
export const hasPrereleases = (identities: readonly Identity[]): boolean =>
  identities.some(({ format, version }) => versionScheme(format)?.isPrerelease(version))
