import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { chooseVersion } from '@cloudsmith-sdk/formats'
import { eachOf } from '../repository/concurrency.ts'
import { byKey, identityOf } from '../repository/identity.ts'
import type { RepositoryReader } from '../repository/repository.ts'
import type { PackageRow } from '../repository/row.ts'
import { type KnownNames, knownNames, type Provider } from './known-names.ts'
import { keyOfProvider, type Need, needKey, needsOf, type Shortfall, serves, shortfallOf } from './need.ts'
import type { MissingDependency } from './plan.ts'

/** Between which repositories packages go, and which of their packages count. */
export interface DependencySides {
  readonly source: RepositoryReader
  /** What may be taken along. */
  readonly mayCome: (row: PackageRow) => boolean
  readonly destination: RepositoryReader
  /** What is at the destination. */
  readonly isThere: (row: PackageRow) => boolean
}

/** What packages need. */
export interface Dependencies {
  /**
   * Adds to packages what they need and the destination lacks, and what that needs in turn: of each name the highest version at the source that
   * satisfies all who need it, else of each of them. No pre-release that nobody asks for, and nothing that cannot be decided.
   */
  include(selected: readonly PackageRow[]): Promise<readonly PackageRow[]>
  /** What packages need that neither the destination has nor comes along with them. */
  missing(promoted: readonly PackageRow[]): Promise<MissingDependency[]>
}

/**
 * Makes what finds dependencies, by the ranges of their formats. Costs a request for every package, and few for their names on either side, each
 * once.
 */
export function openDependencies(cloudsmith: Cloudsmith, sides: DependencySides, signal: AbortSignal | undefined): Dependencies {
  const declared = new Map<string, readonly Need[]>()
  const there = knownNames(sides.destination, sides.isThere)
  const here = knownNames(sides.source, sides.mayCome)
  /** Why nothing was taken along although there are versions to take, by need. */
  const undecided = new Map<Need, Shortfall>()

  async function needsOfAll(rows: readonly PackageRow[]): Promise<Need[]> {
    const fresh = rows.filter(({ slug_perm }) => !declared.has(slug_perm))
    await eachOf(fresh, async (row) => {
      const { owner, repo } = sides.source
      const { dependencies } = await cloudsmith.packages.dependencies({ owner, repo, identifier: row.slug_perm }, { signal })
      declared.set(row.slug_perm, needsOf(row, dependencies))
    })
    return rows.flatMap(({ slug_perm }) => declared.get(slug_perm) ?? [])
  }

  /** The needs that are not met by what is at the destination and what comes. */
  async function openOf(needs: readonly Need[], coming: readonly PackageRow[]): Promise<{ need: Need; shortfall: Shortfall }[]> {
    const along = coming.map((row) => ({ row, identity: identityOf(row) }))
    const comingBy = Map.groupBy(along, ({ identity }) => keyOfProvider(identity))
    const offered = (need: Need) => (comingBy.get(needKey(need)) ?? []).filter(({ identity }) => serves(identity, need))
    await there.read(needs.filter((need) => shortfallOf(need, versionsOf(offered(need))) !== undefined))
    return needs.flatMap((need) => {
      const shortfall = shortfallOf(need, versionsOf([...offered(need), ...there.providersOf(need)]))
      return shortfall === undefined ? [] : [{ need, shortfall }]
    })
  }

  return {
    async include(selected) {
      const rows = new Map(selected.map((row) => [row.slug_perm, row]))
      for (let fresh: readonly PackageRow[] = selected; fresh.length > 0; ) {
        const needs = (await openOf(await needsOfAll(fresh), [...rows.values()])).map(({ need }) => need)
        await here.read(needs)
        const found = chosenFor(needs, here, undecided).filter(({ slug_perm }) => !rows.has(slug_perm))
        for (const row of found) rows.set(row.slug_perm, row)
        fresh = found
      }
      return [...rows.values()]
    },
    async missing(promoted) {
      const open = await openOf(await needsOfAll(promoted), promoted)
      return missingOf(open.map(({ need, shortfall }) => ({ need, shortfall: undecided.get(need) ?? shortfall })))
    },
  }
}

/** What is taken along for needs of any names. */
function chosenFor(needs: readonly Need[], here: KnownNames, undecided: Map<Need, Shortfall>): PackageRow[] {
  const alike = Map.groupBy(needs, (need) => JSON.stringify([needKey(need), need.distribution]))
  return [...new Set([...alike.values()].flatMap((group) => chosenForName(group, here, undecided)))]
}

function chosenForName(group: readonly Need[], here: KnownNames, undecided: Map<Need, Shortfall>): PackageRow[] {
  const [first] = group
  if (first === undefined) return []
  const providers = here.providersOf(first)
  const choose = (needs: readonly Need[]) =>
    chooseVersion(
      first.format,
      versionsOf(providers),
      needs.flatMap(({ requirements }) => requirements),
    )
  // One version may have several files, such as wheels for several platforms.
  const rowsOf = (version: string) => providers.flatMap(({ row, identity }) => (identity.version === version ? [row] : []))
  const forAll = choose(group)
  if ('version' in forAll) return rowsOf(forAll.version)
  return group.flatMap((need) => {
    const choice = choose([need])
    if ('version' in choice) return rowsOf(choice.version)
    if (choice.none === 'undecidable') undecided.set(need, { why: 'undecidable', detail: choice.why })
    return []
  })
}

const versionsOf = (providers: readonly Provider[]): string[] => [...new Set(providers.map(({ identity }) => identity.version))]

/** In the order of names; who needs the same of a name, and lacks it for the same reason, is told together. */
function missingOf(open: readonly { need: Need; shortfall: Shortfall }[]): MissingDependency[] {
  const alike = Map.groupBy(open, ({ need, shortfall }) => JSON.stringify([needKey(need), need.requirements, shortfall]))
  return [...alike]
    .toSorted(([a], [b]) => byKey(a, b))
    .flatMap(([, group]) =>
      group.slice(0, 1).map(({ need: { format, name, requirements }, shortfall }) => ({
        ...{ format, name, requirements, why: shortfall.why, detail: 'detail' in shortfall ? shortfall.detail : null },
        neededBy: group.map(({ need }) => identityOf(need.by)),
      })),
    )
}
