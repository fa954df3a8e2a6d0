import { describeHold, type Hold, holdText, isSameHold } from '../hold/hold.ts'
import type { EdgeHolds } from '../hold/read-holds.ts'
import type { PlanItem, UnsealedItem } from './plan.ts'

/** What holds a package from its edge: the package itself, and what pauses the edge. */
export const holdsAgainst = ({ paused, packages }: EdgeHolds, slugPerm: string): readonly Hold[] =>
  [packages.get(slugPerm), paused].filter((hold) => hold !== undefined)

/** What of that its plan does not override. */
export const openHolds = (
  holds: EdgeHolds,
  { slugPerm, overrides = [] }: Pick<PlanItem, 'slugPerm' | 'overrides'>,
): readonly Hold[] => holdsAgainst(holds, slugPerm).filter((hold) => !overrides.some((known) => isSameHold(known, hold)))

/**
 * What becomes of a package that is held. A hold is as strong as a gate that denies, so that gates are not told of beside it. What was delivered
 * stays delivered, and other bytes at the destination stay a conflict.
 */
export function withHolds(item: UnsealedItem, holds: EdgeHolds, tag: string | undefined): UnsealedItem {
  const isDone = item.outcome === 'already there' && (item.delivered || tag === undefined)
  if (isDone || item.outcome === 'conflict') return item
  const open = openHolds(holds, item)
  if (open.length > 0) {
    // What pauses the edge is said once, of the plan.
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
