import { identityOf } from '../repository/identity.ts'
import type { PackageRow } from '../repository/row.ts'
import { nameKeyOfPackage } from './names.ts'

/** Packages, and for each of their dependencies that the destination lacks, the packages that meet it. */
export interface NeedGraph {
  readonly selected: readonly PackageRow[]
  /** The packages taken along, in the order in which they were chosen. */
  readonly taken: readonly PackageRow[]
  serversOf(row: PackageRow): readonly (readonly PackageRow[])[]
}

/**
 * Reduces the packages taken along to those that are needed: a version chosen early may have become superfluous because a later one satisfies
 * everyone, and then its own dependencies may be superfluous too.
 */
export function pruned({ selected, taken, serversOf }: NeedGraph): ReadonlySet<string> {
  let kept = reached(new Set([...selected, ...taken].map(({ slug_perm }) => slug_perm)))
  if (kept === undefined) return new Set()
  for (let before = -1; before !== kept.size; ) {
    before = kept.size
    for (const candidate of replaceable()) {
      if (!candidate.some((slug) => kept?.has(slug))) continue
      const without: Set<string> = new Set(kept)
      for (const slug of candidate) without.delete(slug)
      kept = reached(without) ?? kept
    }
  }
  return kept

  /** Everything that the remaining packages need, directly or indirectly; undefined if they no longer meet every dependency. */
  function reached(left: ReadonlySet<string>): ReadonlySet<string> | undefined {
    const found = new Map(selected.map((row) => [row.slug_perm, row]))
    for (const row of found.values()) {
      for (const servers of serversOf(row)) {
        const alive = servers.filter(({ slug_perm }) => left.has(slug_perm))
        if (alive.length === 0 && servers.length > 0) return undefined
        for (const server of alive) found.set(server.slug_perm, server)
      }
    }
    return new Set(found.keys())
  }

  /** The versions taken along that another version might replace; several files of a version count as one. */
  function replaceable(): string[][] {
    const mine = new Set(taken.map(({ slug_perm }) => slug_perm))
    const versions = new Map<string, Set<string>>()
    for (const row of [...selected, ...taken]) {
      for (const servers of serversOf(row)) {
        const byVersion = Map.groupBy(servers, (server) => JSON.stringify([nameKeyOfPackage(identityOf(server)), server.version]))
        if (byVersion.size < 2) continue
        for (const [version, rows] of byVersion) {
          const slugs = versions.get(version) ?? new Set()
          for (const { slug_perm } of rows) if (mine.has(slug_perm)) slugs.add(slug_perm)
          versions.set(version, slugs)
        }
      }
    }
    const places = new Map(taken.map(({ slug_perm }, place) => [slug_perm, place]))
    const placeOf = (slugs: readonly string[]) => Math.min(...slugs.map((slug) => places.get(slug) ?? 0))
    return [...versions.values()]
      .map((slugs) => [...slugs])
      .filter((slugs) => slugs.length > 0)
      .toSorted((a, b) => placeOf(a) - placeOf(b))
  }
}
