import { describeHold, type Hold, holdText, isSameHold } from '../hold/hold.ts'
import type { EdgeHolds } from '../hold/read-holds.ts'
import type { PlanItem, UnsealedItem } from './plan.ts'

/** The holds that stop a package: its own, and a pause of the edge. */
export const holdsAgainst = ({ paused, packages }: EdgeHolds, slugPerm: string): readonly Hold[] =>
  [packages.get(slugPerm), paused].filter((hold) => hold !== undefined)

/** Those of the holds that the plan does not override. */
export const openHolds = (
  holds: EdgeHolds,
  { slugPerm, overrides = [] }: Pick<PlanItem, 'slugPerm' | 'overrides'>,
): readonly Hold[] => holdsAgainst(holds, slugPerm).filter((hold) => !overrides.some((known) => isSameHold(known, hold)))

/**
 * Applies holds to an item. A hold blocks like a gate, so the objections of gates are not reported beside it. A package that was already
 * delivered stays delivered, and a conflict stays a conflict.
 */
export function withHolds(item: UnsealedItem, holds: EdgeHolds, tag: string | undefined): UnsealedItem {
  const isDone = item.outcome === 'already there' && (item.delivered || tag === undefined)
  if (isDone || item.outcome === 'conflict') return item
  const open = openHolds(holds, item)
  if (open.length > 0) {
    // The pause itself is described once, in the notes of the plan.
    const reasons = open.map((hold) => (hold === holds.paused ? 'its edge is paused' : describeHold(hold)))
    return { ...item, outcome: 'blocked', reasons, gates: [] }
  }
  if (item.outcome !== 'promote' && item.outcome !== 'needs approval') return item
  const { overrides: overridden = [] } = item
  if (overridden.length === 0) return item
  const notes = overridden.map(
    (hold) =>
      `it is promoted by hand, although ${hold === holds.paused ? holdText(hold, 'its edge is paused') : holdText(hold, 'held')}`,
  )
  return { ...item, reasons: [...notes, ...item.reasons] }
}
