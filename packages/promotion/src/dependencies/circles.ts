import type { Member } from './held-by-needs.ts'

/** Packages that depend on each other in a circle; usually a single package. */
export interface Circle {
  readonly slugPerms: readonly string[]
  /** How many circles have to be sent before it, one after another. */
  readonly wave: number
}

/** Sorts packages by their dependencies: a dependency comes before the packages that need it. Packages that depend on each other form one circle. */
export function circlesOf(members: readonly Member[]): Circle[] {
  const known = new Set(members.map(({ slugPerm }) => slugPerm))
  const serversOf = new Map(
    members.map(({ slugPerm, needs }) => [
      slugPerm,
      [...new Set(needs.flatMap(({ servedBy }) => servedBy))].filter((slug) => known.has(slug)),
    ]),
  )
  const circles: Circle[] = []
  const waves = new Map<string, number>()
  const places = new Map<string, number>()
  const lowest = new Map<string, number>()
  const stack: string[] = []
  const onStack = new Set<string>()

  for (const { slugPerm } of members) if (!places.has(slugPerm)) visit(slugPerm)
  return circles

  /** Tarjan's algorithm, without recursion, because dependency chains may be long. */
  function visit(start: string): void {
    const path = [enter(start)]
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { slug, servers } = top
      const next = servers.pop()
      if (next === undefined) {
        path.pop()
        const parent = path.at(-1)
        if (parent !== undefined) lower(parent.slug, lowest.get(slug))
        if (lowest.get(slug) === places.get(slug)) close(slug)
      } else if (!places.has(next)) path.push(enter(next))
      else if (onStack.has(next)) lower(slug, places.get(next))
    }
  }

  function enter(slug: string) {
    places.set(slug, places.size)
    lowest.set(slug, places.size - 1)
    stack.push(slug)
    onStack.add(slug)
    return { slug, servers: (serversOf.get(slug) ?? []).toReversed() }
  }

  function lower(slug: string, place = Number.POSITIVE_INFINITY): void {
    lowest.set(slug, Math.min(lowest.get(slug) ?? place, place))
  }

  function close(slug: string): void {
    const slugPerms = stack.splice(stack.lastIndexOf(slug))
    for (const each of slugPerms) onStack.delete(each)
    const before = slugPerms.flatMap((each) => serversOf.get(each) ?? []).flatMap((each) => waves.get(each) ?? [])
    const wave = before.reduce((most, each) => Math.max(most, each + 1), 0)
    for (const each of slugPerms) waves.set(each, wave)
    circles.push({ slugPerms, wave })
  }
}
