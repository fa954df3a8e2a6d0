/** A package of a plan, with its dependencies and the packages that need it. */
export interface Member {
  readonly slugPerm: string
  /** For each dependency, the `slug_perm`s of the packages that meet it, of which one has to be there. */
  readonly needs: readonly { readonly servedBy: readonly string[] }[]
  /** The `slug_perm`s of the packages that it was taken along for; undefined for a selected package. */
  readonly neededBy: readonly string[] | undefined
}

/** What is known about packages apart from dependencies. */
export interface Fates {
  /** Whether nothing else prevents it from being promoted. */
  goes(slugPerm: string): boolean
  /** Whether it is at the destination, or nothing else prevents it from being promoted there. */
  serves(slugPerm: string): boolean
}

/**
 * Which packages are held back by their dependencies or by the packages that need them. `lacking`: nothing that would meet a dependency is promoted.
 * `unneeded`: it was taken along for packages that are not promoted. Packages that depend on each other in a circle do not hold each other back.
 */
export function heldByNeeds(members: readonly Member[], { goes, serves }: Fates): Map<string, 'lacking' | 'unneeded'> {
  const held = new Map<string, 'lacking' | 'unneeded'>()
  const isLeft = (slugPerm: string) => serves(slugPerm) && !held.has(slugPerm)
  const servedOf = Map.groupBy(
    members.flatMap(({ slugPerm, neededBy = [] }) => neededBy.map((by) => ({ by, slugPerm }))),
    ({ by }) => by,
  )
  for (let before = -1; before !== held.size; ) {
    before = held.size
    for (const { slugPerm, needs } of members) {
      if (!goes(slugPerm) || held.has(slugPerm)) continue
      if (needs.some(({ servedBy }) => !servedBy.some(isLeft))) held.set(slugPerm, 'lacking')
    }
    if (before !== held.size) continue
    const reached = new Set(
      members.filter(({ slugPerm, neededBy }) => neededBy === undefined && isLeft(slugPerm)).map(({ slugPerm }) => slugPerm),
    )
    for (const by of reached) for (const { slugPerm } of servedOf.get(by) ?? []) if (isLeft(slugPerm)) reached.add(slugPerm)
    for (const { slugPerm, neededBy } of members) {
      if (neededBy !== undefined && goes(slugPerm) && !held.has(slugPerm) && !reached.has(slugPerm))
        held.set(slugPerm, 'unneeded')
    }
  }
  return held
}
