import type { Closure } from '../dependencies/closure.ts'
import { heldByNeeds } from '../dependencies/held-by-needs.ts'
import { lackText, type UnmetNeed } from '../dependencies/missing.ts'
import { servedText } from '../dependencies/words.ts'
import { firstOf } from '../text/cut.ts'
import { goes } from './is-sent.ts'
import { memberOf, noteNeeds } from './note-needs.ts'
import type { PlanHead, PlanNeed, PlanOutcome, UnsealedItem } from './plan.ts'

/** What to do with a package that could not be installed at the destination. */
export type MissingRule = 'block' | 'tell'

/** How dependencies are judged. */
export interface NeedRules extends Pick<PlanHead, 'source' | 'destination'> {
  readonly missing: MissingRule
  /** Whether clients can install a package that is already at the destination, by its `slug_perm` at the source. */
  readonly isInstallable: (slugPerm: string) => boolean
}

/** The items of a plan after their dependencies have been considered. */
export interface WithNeeds {
  readonly items: UnsealedItem[]
  /** Dependencies that nothing meets, of packages that are already there or that nothing else holds back. */
  readonly unmet: readonly UnmetNeed[]
}

/**
 * Holds back every package that could not be installed at the destination: because a dependency is missing everywhere and the plan blocks
 * that, or because all packages that would meet it are held back. Also holds back what was taken along for packages that are not promoted.
 * Both apply through any number of packages in between. Which dependency is met by which package is recorded, for when the plan is applied.
 */
export function withNeeds(items: readonly UnsealedItem[], closure: Closure, rules: NeedRules): WithNeeds {
  const noted = noteNeeds(items, closure)
  const bySlug = new Map(noted.map((item) => [item.slugPerm, item]))
  const unmet = unmetOf(closure, bySlug)
  const lacking = rules.missing === 'tell' ? new Map<string, string[]>() : lackingOf(unmet, rules)
  const isGoing = (slugPerm: string) => goes(bySlug.get(slugPerm) ?? { outcome: 'blocked' }) && !lacking.has(slugPerm)
  const serves = (slugPerm: string) =>
    bySlug.get(slugPerm)?.outcome === 'already there' ? rules.isInstallable(slugPerm) : isGoing(slugPerm)
  const held = heldByNeeds(noted.map(memberOf), { goes: isGoing, serves })
  const unserved = ({ needs = [] }: UnsealedItem) =>
    needs.filter(({ servedBy }) => !servedBy.some((slug) => serves(slug) && !held.has(slug)))

  const outcomes = new Map<string, PlanOutcome>(noted.map(({ slugPerm, outcome }) => [slugPerm, outcome]))
  for (const { slugPerm, outcome } of noted) if (lacking.has(slugPerm) && goes({ outcome })) outcomes.set(slugPerm, 'blocked')
  for (const slugPerm of held.keys()) outcomes.set(slugPerm, 'blocked')
  const waits = (slugs: readonly string[]) => slugs.some((slug) => outcomes.get(slug) === 'waiting')
  // A package that is only held back by waiting packages is itself waiting, and so on.
  for (let isStable = false; !isStable; ) {
    isStable = true
    for (const [slugPerm, why] of held) {
      const item = bySlug.get(slugPerm)
      if (item === undefined || outcomes.get(slugPerm) === 'waiting') continue
      const isWaiting = why === 'lacking' ? unserved(item).every(({ servedBy }) => waits(servedBy)) : waits(item.neededBy ?? [])
      if (!isWaiting) continue
      outcomes.set(slugPerm, 'waiting')
      isStable = false
    }
  }

  const told = noted.map((item): UnsealedItem => {
    const outcome = outcomes.get(item.slugPerm) ?? item.outcome
    const why = held.get(item.slugPerm)
    if (why === 'lacking') return { ...item, outcome, reasons: firstOf(unserved(item).map(unservedText)), heldByNeeds: true }
    if (why === 'unneeded')
      return { ...item, outcome, reasons: [`${neededText(item)}, which would not be promoted`], heldByNeeds: true }
    const nowhere = goes(item) ? lacking.get(item.slugPerm) : undefined
    const reasons = nowhere === undefined ? item.reasons : firstOf(nowhere)
    return { ...item, outcome, reasons: item.neededBy === undefined ? reasons : [...reasons, neededText(item)] }
  })
  return { items: told, unmet }

  function unservedText({ servedBy, requirements }: PlanNeed): string {
    const texts = servedBy.flatMap((slug) => {
      const server = bySlug.get(slug)
      if (server === undefined) return []
      const outcome = outcomes.get(slug)
      const fate =
        outcome === 'already there' ? `cannot be installed in ${rules.destination}` : `would not be promoted with it (${outcome})`
      return [`${servedText(server.package, requirements)}, which ${fate}`]
    })
    return `it needs ${[...new Set(texts)].join(', or ')}`
  }

  function neededText({ slugPerm, neededBy = [] }: UnsealedItem): string {
    const texts = neededBy.flatMap((by) => {
      const needer = bySlug.get(by)
      const need = needer?.needs?.find(({ servedBy }) => servedBy.includes(slugPerm))
      return needer === undefined ? [] : [servedText(needer.package, need?.requirements ?? [])]
    })
    return `needed by ${firstOf([...new Set(texts)]).join(', ')}`
  }
}

/** Whether somebody may miss the dependency. */
const isMissed = ({ kind }: UnmetNeed['need']): boolean => kind === 'needed' || kind === 'possible'

function unmetOf({ open }: Closure, bySlug: ReadonlyMap<string, UnsealedItem>): UnmetNeed[] {
  return open.flatMap(({ need, shortfall }) => {
    const outcome = bySlug.get(need.by.slug_perm)?.outcome
    const isConcerned = outcome !== undefined && (goes({ outcome }) || outcome === 'already there')
    return shortfall === undefined || !isMissed(need) || !isConcerned ? [] : [{ need, shortfall }]
  })
}

/** For each package with a dependency that is missing everywhere, what it lacks. */
function lackingOf(unmet: readonly UnmetNeed[], rules: NeedRules): Map<string, string[]> {
  const found = unmet.filter(({ need, shortfall }) => need.kind === 'needed' && shortfall.why !== 'elsewhere')
  const byNeeder = Map.groupBy(found, ({ need }) => need.by.slug_perm)
  return new Map(
    [...byNeeder].map(([slugPerm, all]) => [
      slugPerm,
      all.map(({ need, shortfall }) => cannotInstall({ ...need, detail: null, ...shortfall }, rules)),
    ]),
  )
}

const cannotInstall = (lacking: Parameters<typeof lackText>[0], rules: NeedRules): string =>
  `it ${lacking.why === 'undecidable' ? 'may not' : 'could not'} be installed in ${rules.destination}: ${lackText(lacking, rules)}`
