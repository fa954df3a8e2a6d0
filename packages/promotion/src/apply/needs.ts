import { circlesOf } from '../dependencies/circles.ts'
import { heldByNeeds } from '../dependencies/held-by-needs.ts'
import { servedText } from '../dependencies/words.ts'
import { memberOf } from '../plan/note-needs.ts'
import type { PlanNeed } from '../plan/plan.ts'
import { isGood, isOpen, type Journey } from './journey.ts'
import { hold } from './together.ts'

/** The dependencies between the packages of a run: a dependency is sent before the packages that need it, and they are not sent without it. */
export interface Needs {
  /** All packages, each after its dependencies. */
  readonly inOrder: readonly Journey[]
  /** Groups packages in the order of their dependencies; the packages of a group do not need each other. */
  waves(journeys: readonly Journey[]): Journey[][]
  /** Holds those of the given packages whose dependencies cannot arrive, and dependencies that were added only for packages that are not promoted. */
  holdLacking(concerned: Iterable<Journey>): void
  /** In words, what a package that has not been sent has to wait for; undefined if all its dependencies are there. */
  awaited(journey: Journey): string | undefined
  /** In words, a dependency of the package that is not there; undefined if there is none. */
  lacking(journey: Journey): string | undefined
}

/** Collects the dependencies between packages. */
export function needsIn(journeys: readonly Journey[]): Needs {
  const members = journeys.map(({ item }) => memberOf(item))
  const bySlug = new Map(journeys.map((journey) => [journey.item.slugPerm, journey]))
  const circles = circlesOf(members)
  const journeysOf = (slugs: readonly string[]) => slugs.flatMap((slug) => bySlug.get(slug) ?? [])
  const circleOf = new Map(circles.flatMap((circle) => circle.slugPerms.map((slug) => [slug, circle])))
  const inOrder = journeysOf(circles.flatMap(({ slugPerms }) => slugPerms))
  const needsOf = ({ item: { needs = [] } }: Journey): readonly PlanNeed[] => needs
  const isThere = ({ servedBy }: PlanNeed) => journeysOf(servedBy).some(isGood)

  return {
    inOrder,
    waves(some) {
      const byWave = Map.groupBy(some, ({ item }) => circleOf.get(item.slugPerm)?.wave ?? 0)
      return [...byWave].toSorted(([a], [b]) => a - b).map(([, wave]) => wave)
    },
    holdLacking(concerned) {
      const free = new Set([...concerned].filter(isOpen))
      const held = heldByNeeds(members, {
        goes: (slug) => journeysOf([slug]).some((journey) => free.has(journey)),
        serves: (slug) => journeysOf([slug]).some((journey) => isOpen(journey) || isGood(journey)),
      })
      // Dependencies are held before the packages that need them, so that their outcome is known.
      for (const journey of inOrder) {
        const why = held.get(journey.item.slugPerm)
        if (why === 'lacking') holdFor(journey, needsOf(journey).filter(isLost))
      }
      for (const journey of inOrder.toReversed()) {
        const { slugPerm, neededBy = [] } = journey.item
        if (held.get(slugPerm) !== 'unneeded') continue
        const needers = journeysOf(neededBy)
        hold(journey, commonOutcome(needers), [
          `it was added only as a dependency of packages that are not promoted: ${names(needers)}`,
        ])
      }
    },
    awaited(journey) {
      const together = journeysOf(circleOf.get(journey.item.slugPerm)?.slugPerms ?? [])
      const open = together.flatMap(needsOf).filter((need) => !isThere(need))
      const outside = open.filter(
        ({ servedBy }) => !journeysOf(servedBy).some((server) => together.includes(server) && isOpen(server)),
      )
      const [first] = outside.flatMap(({ servedBy }) => journeysOf(servedBy))
      return first && `it waits for ${names([first])}, which it needs`
    },
    lacking(journey) {
      const [first] = needsOf(journey).filter((need) => !isThere(need))
      return first && unservedText(first)
    },
  }

  /** Nothing that would meet the dependency is there or can still arrive. */
  function isLost({ servedBy }: PlanNeed): boolean {
    return !journeysOf(servedBy).some((server) => isOpen(server) || isGood(server))
  }

  function holdFor(journey: Journey, lost: readonly PlanNeed[]): void {
    const servers = lost.flatMap(({ servedBy }) => journeysOf(servedBy))
    hold(journey, commonOutcome(servers), lost.map(unservedText))
  }

  function unservedText({ servedBy, requirements }: PlanNeed): string {
    const texts = journeysOf(servedBy).map(
      ({ item, outcome }) => `${servedText(item.package, requirements)}, which is not in the destination (${outcome})`,
    )
    return `it needs ${[...new Set(texts)].join(', or ')}`
  }
}

const names = (journeys: readonly Journey[]): string => journeys.map(({ item }) => servedText(item.package, [])).join(', ')

/** The outcome that all of them share, if a package that was not sent can have it; otherwise `blocked`. */
function commonOutcome(journeys: readonly Journey[]): 'blocked' | 'waiting' | 'needs approval' {
  const [first] = journeys
  const isCommon = journeys.every(({ outcome }) => outcome === first?.outcome)
  return isCommon && (first?.outcome === 'waiting' || first?.outcome === 'needs approval') ? first.outcome : 'blocked'
}
