import { goes } from './is-sent.ts'
import type { UnsealedItem } from './plan.ts'

/**
 * Holds back every image that would go without all images that it names: whatever holds back one of its parts also holds it back, through any
 * number of nested indexes. The parts are recorded in the item, for when the plan is applied.
 *
 * @param parts the `slug_perm` of what an index needs, by its own `slug_perm`
 */
export function holdWhole(items: readonly UnsealedItem[], parts: ReadonlyMap<string, readonly string[]>): UnsealedItem[] {
  const bySlug = new Map(items.map((item) => [item.slugPerm, item]))
  // `parts` also lists the parts of nested indexes, so one pass is enough.
  return items.map((item) => {
    const needed = (parts.get(item.slugPerm) ?? []).flatMap((slug) => bySlug.get(slug) ?? [])
    if (needed.length === 0) return item
    const whole = { ...item, parts: needed.map(({ slugPerm }) => slugPerm) }
    const held = needed.filter((each) => !goes(each) && each.outcome !== 'already there')
    if (!goes(item) || held.length === 0) return whole
    const outcome = held.every((each) => each.outcome === 'waiting') ? 'waiting' : 'blocked'
    const reasons = held.map((each) => `its image sha256:${each.package.version} would not be promoted with it (${each.outcome})`)
    return { ...whole, outcome, reasons }
  })
}
