import { versionScheme } from '@cloudsmith-sdk/formats'
import { hasTag } from '../package/tags.ts'
import { byKey, type Identity, identityOf, keyOf } from '../repository/identity.ts'
import type { PackageRow } from '../repository/row.ts'
import type { LatestMove } from './plan.ts'

/** The part of a package at a destination that decides which version is the newest. */
export interface Versioned {
  readonly identity: Identity
  /** The service marks it as the latest of its name. */
  readonly marked: boolean
}

/** The part of a row that decides which version is the newest. */
export const versionedOf = (row: PackageRow): Versioned => ({ identity: identityOf(row), marked: hasTag(row, 'latest') })

/** The newest versions at a destination, by the version order of each format, and how arrivals change them. */
export interface Newest {
  /** The newest version, if it is higher than that of the package; undefined if there is none, or if the format does not define an order. */
  above(pkg: Identity): string | undefined
  /** Names whose newest version changes, or that get a version lower than their newest. */
  moves(promoted: readonly Identity[]): LatestMove[]
  /** Formats whose versions cannot be ordered, for names of which the destination has other versions. */
  unordered(promoted: readonly Identity[]): string[]
}

/**
 * Finds the newest version of each name. A package whose version is invalid in its format is never the newest.
 *
 * @param present packages of the destination: of each name at least the newest
 * @param countsPrereleases whether the repository may mark pre-releases as the latest
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

/** The same for all packages that share one newest version: distributions, groups and sources each have their own. */
export const nameKey = (pkg: Omit<Identity, 'version' | 'filename'>): string =>
  keyOf({ ...pkg, version: '', filename: '', architectures: [] })

/** Whether pre-releases can affect which version is the newest. */
export const hasPrereleases = (identities: readonly Identity[]): boolean =>
  identities.some(({ format, version }) => versionScheme(format)?.isPrerelease(version))
