import { byKey, type Identity } from '../repository/identity.ts'
import type { LatestMove } from './plan.ts'
import { compareVersions } from './versions.ts'

/**
 * Where the newest version of a name changes, or a lower one than the newest arrives.
 *
 * @param present packages of the destination: of each name at least the newest
 */
export function latestMoves(promoted: readonly Identity[], present: readonly Identity[]): LatestMove[] {
  const there = Map.groupBy(present, nameOf)
  return [...Map.groupBy(promoted, nameOf)].flatMap(([name, identities]) => {
    const from = highest(there.get(name) ?? [])
    const to = highest(identities)
    const [first] = identities
    if (first === undefined || from === undefined || to === undefined) return []
    const order = compareVersions(to, from)
    return order === 0 ? [] : [{ format: first.format, name: first.name, from, to, backwards: order < 0 }]
  })
}

/** Distributions have a newest version each. */
const nameOf = ({ format, name, distribution }: Identity): string => JSON.stringify([format, name, distribution])

const highest = (identities: readonly Identity[]): string | undefined =>
  identities
    .map(({ version }) => version)
    .toSorted((a, b) => compareVersions(a, b) || byKey(a, b))
    .at(-1)
