/** Limits for the names that are compared, so that a misspelt name does not take long to look up. */
const most = { names: 1_000, characters: 100 }

/** The name that was probably meant: equal except for case, or differing in a few letters; undefined if there is none. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  if (name === '' || name.length > most.characters) return undefined
  const meant = name.toLowerCase()
  let found: string | undefined
  let shortest = Math.max(1, Math.floor(meant.length / 3)) + 1
  let left = most.names
  for (const candidate of names) {
    if (left-- === 0) break
    if (Math.abs(candidate.length - meant.length) >= shortest) continue
    const distance = distanceOf(meant, candidate.toLowerCase())
    if (distance >= shortest) continue
    found = candidate
    shortest = distance
  }
  return found
}

/** How many letters have to be inserted, removed, replaced or swapped with their neighbour (optimal string alignment). */
function distanceOf(from: string, to: string): number {
  let older: number[] = []
  let old = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const now = [row]
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1]
      const isSwap = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      now[column] = Math.min(
        at(old, column) + 1,
        at(now, column - 1) + 1,
        at(old, column - 1) + (isSame ? 0 : 1),
        isSwap ? at(older, column - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    older = old
    old = now
  }
  return at(old, to.length)
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY
