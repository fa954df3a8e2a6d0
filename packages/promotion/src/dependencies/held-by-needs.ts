/** A package of a plan, as far as others need it or it needs them. */
export interface Member {
  readonly slugPerm: string
  /** For each thing that it needs, the `slug_perm`s of the packages of which one has to be there. */
  readonly needs: readonly { readonly servedBy: readonly string[] }[]
  /** The `slug_perm`s of those for whose sake it was taken along; undefined of what was selected. */
  readonly neededBy: readonly string[] | undefined
}

/** What is known of packages before needs are looked at. */
export interface Fates {
  /** Nothing else holds it from going. */
  goes(slugPerm: string): boolean
  /** It is where it is wanted, or nothing else holds it from going there. */
  serves(slugPerm: string): boolean
}

/**
 * Which packages are held by what they need, or by those who need them. `lacking`: nothing that would serve it goes along. `unneeded`: it was
 * taken along for packages that do not go. Packages that need each other in a circle do not hold each other.
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
