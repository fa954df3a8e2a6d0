import type { Cloudsmith } from '@cloudsmith-sdk/client'
import type { RepositoryReader } from '../repository/repository.ts'
import type { PackageRow } from '../repository/row.ts'
import type { DependencyKind, NeedKind } from './kinds.ts'
import { type KnownNames, knownNames } from './known-names.ts'
import { nameKeyOf } from './names.ts'
import { type Declared, type Need, placeOf } from './need.ts'
import { emptyProviders, type Provider } from './providers.ts'
import { pruned } from './prune.ts'
import { declaredReader } from './read-declared.ts'
import { chosenFrom, meets, type Shortfall, shortfallOf } from './shortfall.ts'

/** The repositories that packages are promoted between, and which of their packages count. */
export interface DependencySides {
  readonly source: RepositoryReader
  /** Whether a package of the source may be taken along. */
  readonly mayCome: (row: PackageRow) => boolean
  /** Whether the service currently allows such a package to be copied or moved. */
  readonly mayLeave: (row: PackageRow) => boolean
  readonly destination: RepositoryReader
  /** Whether clients can install a package from the destination. */
  readonly isThere: (row: PackageRow) => boolean
}

/** What to do about dependencies. */
export interface ClosureOptions {
  /** `check`: find the dependencies that the destination lacks. `closure`: take them along, and their dependencies in turn. */
  readonly take: 'check' | 'closure'
  /** Further kinds of dependencies to take along if the source has them; `development` applies only to selected packages. */
  readonly also: readonly DependencyKind[]
}

/** A dependency that the destination lacks: with the promoted packages that meet it, or the reason why there are none. */
export interface OpenNeed {
  readonly need: Need
  readonly servedBy: readonly PackageRow[]
  readonly shortfall: Shortfall | undefined
}

/** Packages, and their dependencies that the destination lacks. */
export interface Closure {
  /** The selected packages, and those that are taken along. */
  readonly rows: readonly PackageRow[]
  /** The `slug_perm`s of the packages that are taken along. */
  readonly taken: ReadonlySet<string>
  readonly open: readonly OpenNeed[]
}

/**
 * Finds the dependencies that clients need in order to install packages from the destination. Packages at the destination are preferred, then
 * packages that are promoted anyway, then the version at the source that a client would choose: a single one for everyone who needs the name, if one
 * satisfies all. Circular dependencies are handled, and nothing that is not needed is taken along.
 *
 * Costs a request for each package, or for several with the same dependencies, and one for many names on either side.
 */
export async function closureOf(
  cloudsmith: Cloudsmith,
  sides: DependencySides,
  selected: readonly PackageRow[],
  { take, also }: ClosureOptions,
  signal: AbortSignal | undefined,
): Promise<Closure> {
  const mine = new Set(selected.map(({ slug_perm }) => slug_perm))
  const kindsOf = ({ slug_perm }: PackageRow): NeedKind[] => [
    'needed',
    'possible',
    ...also.filter((kind) => kind !== 'development' || mine.has(slug_perm)),
  ]
  const { source, destination } = sides
  const declared = declaredReader({ cloudsmith, source, destination, signal }, kindsOf)
  const there = knownNames(sides.destination, sides.isThere)
  const here = knownNames(sides.source, sides.mayCome)
  const coming = emptyProviders()
  const isMetBy = (providers: KnownNames['of'], need: Need) => providers(need).some((provider) => meets(provider, need))

  const taken = new Map<string, PackageRow>()
  const asked = new Map<string, Need[]>()
  for (let fresh = selected; fresh.length > 0; ) {
    await declared.read(fresh)
    for (const row of fresh) coming.add(row, declared.of(row).provided)
    const needs = fresh.flatMap((row) => declared.of(row).needs)
    await there.read(needs)
    const lacking = needs.filter((need) => !isMetBy(there.of, need) && !isMetBy(coming.of, need))
    await here.read(lacking)
    fresh =
      take === 'check'
        ? []
        : chosenFor(lacking, asked, here, sides.mayLeave).filter(({ slug_perm }) => !mine.has(slug_perm) && !taken.has(slug_perm))
    for (const row of fresh) taken.set(row.slug_perm, row)
  }

  /** For each package, the dependencies that the destination lacks, and which of the other packages meet them. */
  const open = new Map(
    [...selected, ...taken.values()].map((row) => {
      const needs = declared.of(row).needs.filter((need) => !isMetBy(there.of, need))
      return [
        row.slug_perm,
        needs.map((need) => ({ need, servers: rowsOf(coming.of(need).filter((each) => meets(each, need))) })),
      ]
    }),
  )
  const openOf = ({ slug_perm }: PackageRow) => open.get(slug_perm) ?? []
  const serversOf = (row: PackageRow) => openOf(row).map(({ servers }) => servers)
  const kept = pruned({ selected, taken: [...taken.values()], serversOf })
  const along = [...taken.values()].filter(({ slug_perm }) => kept.has(slug_perm))
  return {
    rows: [...selected, ...along],
    taken: new Set(along.map(({ slug_perm }) => slug_perm)),
    open: [...selected, ...along].flatMap((row) => [
      ...openOf(row).map(({ need, servers }) => {
        const servedBy = servers.filter(({ slug_perm }) => mine.has(slug_perm) || kept.has(slug_perm))
        return { need, servedBy, shortfall: servedBy.length > 0 ? undefined : shortfallOf(need, there.of(need), here.of(need)) }
      }),
      ...unknownOf(row, declared.of(row)),
    ]),
  }
}

/** Dependencies that cannot be determined are reported as one that nothing is known to meet. */
function unknownOf(by: PackageRow, { unknown }: Declared): OpenNeed[] {
  if (unknown === undefined) return []
  const need: Need = { by, kind: 'needed', format: by.format, name: unknown.what, place: placeOf(by), requirements: [] }
  return [{ need, servedBy: [], shortfall: { why: 'undecidable', detail: unknown.why } }]
}

/**
 * Chooses the packages to take along for dependencies of any names.
 *
 * @param asked earlier dependencies by name: one version that satisfies all is better than two
 */
function chosenFor(
  needs: readonly Need[],
  asked: Map<string, Need[]>,
  here: KnownNames,
  mayLeave: (row: PackageRow) => boolean,
): PackageRow[] {
  const groups = Map.groupBy(needs, (need) => JSON.stringify([nameKeyOf(need), need.place]))
  return [...groups].flatMap(([key, group]) => {
    const all = [...(asked.get(key) ?? []), ...group]
    asked.set(key, all)
    const [first] = group
    const known = first === undefined ? [] : here.of(first)
    return rowsOf(chosenOfName(group, all, known, mayLeave))
  })
}

/** A package that cannot be promoted now is chosen only if nothing else satisfies: then its own entry in the plan says why not. */
function chosenOfName(
  group: readonly Need[],
  all: readonly Need[],
  known: readonly Provider[],
  mayLeave: (row: PackageRow) => boolean,
): Provider[] {
  const fit = known.filter(({ row }) => mayLeave(row))
  // One version may have several files, such as wheels for several platforms.
  const ofVersion = (providers: readonly Provider[], version: string) =>
    providers.filter((provider) => provider.version === version)
  for (const needs of [all, group]) {
    const version = chosenFrom(fit, needs)
    if (version !== undefined) return ofVersion(fit, version)
  }
  return group.flatMap((need) => {
    const [providers, version] =
      [fit, known].map((from) => [from, chosenFrom(from, [need])] as const).find(([, chosen]) => chosen !== undefined) ?? []
    return providers === undefined || version === undefined ? [] : ofVersion(providers, version)
  })
}

const rowsOf = (providers: readonly Provider[]): PackageRow[] => [...new Set(providers.map(({ row }) => row))]
