import { nameOf } from '../package/describe.ts'
import type { Plan } from '../plan/plan.ts'
import { isGood, isOpen, type Journey } from './journey.ts'

/** Holds a package back: it is not sent. */
export function hold(journey: Journey, outcome: Journey['outcome'], reasons: readonly string[]): void {
  Object.assign(journey, { held: true, outcome, reasons })
}

/**
 * Keeps together what must be sent as a whole: a release set, or every package of a plan that is to be refused if anything changes. While one of them
 * is held back, none is sent.
 *
 * @param concerned the packages that would be sent
 */
export function holdTogether({ set, rules }: Plan, journeys: readonly Journey[], concerned: readonly Journey[]): void {
  if (set === null && rules.changed === 'leave out') return
  const whole = set === null ? journeys.filter(({ item }) => item.outcome === 'promote') : journeys
  const holding = whole.find((journey) => !isOpen(journey) && !isGood(journey))
  if (holding === undefined) return
  const why = `nothing of ${set === null ? 'the plan' : 'its release set'} is sent while ${nameOf(holding.item.package)} is held back`
  for (const journey of concerned) if (isOpen(journey)) hold(journey, 'waiting', [why])
}

/** Holds back an image if an image that it needs is not promoted: without that one it would not work. */
export function holdImages(journeys: readonly Journey[], concerned: readonly Journey[]): void {
  const bySlug = new Map(journeys.map((journey) => [journey.item.slugPerm, journey]))
  for (const journey of concerned) {
    const needed = (journey.item.parts ?? []).flatMap((slug) => bySlug.get(slug) ?? [])
    const missing = needed.filter((part) => !isOpen(part) && !isGood(part))
    const [first] = missing
    if (first === undefined || !isOpen(journey)) continue
    const outcome = missing.every((part) => part.outcome === first.outcome) ? first.outcome : 'blocked'
    const reasons = missing.map(
      (part) => `its image sha256:${part.item.package.version} is not promoted with it (${part.outcome})`,
    )
    hold(journey, outcome === 'conflict' ? 'blocked' : outcome, reasons)
  }
}
