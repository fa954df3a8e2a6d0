import type { Identity } from '../identity.ts'
import { groupOf } from './destination.ts'
import type { LatestMove } from './plan.ts'
import { compareVersions } from './versions.ts'

/** Where the newest version of a name changes, or a lower one than the newest arrives. */
export function latestMoves(promoted: readonly Identity[], present: readonly Identity[]): LatestMove[] {
  const there = new Map<string, string[]>()
  for (const identity of present) groupOf(there, nameOf(identity)).push(identity.version)
  const coming = new Map<string, Identity[]>()
  for (const identity of promoted) groupOf(coming, nameOf(identity)).push(identity)
  return [...coming].flatMap(([name, identities]) => {
    const from = highest(there.get(name) ?? [])
    const to = highest(identities.map(({ version }) => version))
    const [first] = identities
    if (first === undefined || from === undefined || to === undefined) return []
    const order = compareVersions(to, from)
    return order === 0 ? [] : [{ format: first.format, name: first.name, from, to, backwards: order < 0 }]
  })
}

const nameOf = ({ format, name }: Identity): string => JSON.stringify([format, name])

const highest = (versions: readonly string[]): string | undefined => versions.toSorted(compareVersions).at(-1)
