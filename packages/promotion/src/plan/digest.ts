import type { Waiver } from '../gates/waiver.ts'
import { nameOf } from '../package/describe.ts'
import { UnusableError } from '../repository/plan-error.ts'
import { digestOf } from '../text/digest.ts'
import { type FrozenPackage, type Plan, type PlanHead, type PlanItem, requirePlan } from './plan.ts'

/** The digest of an item, over everything else in it. */
export const digestOfItem = ({ digest: _, ...item }: Omit<PlanItem, 'digest'> & { readonly digest?: string }): string =>
  digestOf(item)

/** The digest of a plan, over everything in it except its estimates. Items enter by their digests. */
export const digestOfPlan = ({ digest: _, estimates: __, items, ...rest }: Omit<Plan, 'digest'> & { digest?: string }): string =>
  digestOf({ ...rest, items: items.map(({ digest }) => digest) })

/** The head of a plan, without its other fields. */
const headOf = ({ owner, from, to, edge, source, destination, action, tag, set, rules }: PlanHead): PlanHead => ({
  owner,
  from,
  to,
  edge,
  source,
  destination,
  action,
  tag,
  set,
  rules,
})

/** Computes the digest of what somebody agrees to when approving a package. */
export type SubjectOf = (frozen: FrozenPackage, waivers: readonly Waiver[]) => string

/**
 * Creates the function that computes what somebody agrees to when approving a package of a plan: that this package, with these bytes and
 * siblings, goes along this edge, under these rules and with these waivers. It does not cover the time or the other items of the plan. Nor
 * does it cover waivers of approval gates, so that approvers need not know who was excused from approving.
 */
export function subjectsUnder(plan: PlanHead): SubjectOf {
  const head = digestOf(headOf(plan))
  const people = new Set(plan.rules.gates.filter(({ asksPeople }) => asksPeople).map(({ name }) => name))
  return ({ package: identity, slugPerm, files, siblings = [], overrides = [] }, waivers) => {
    const needed = waivers.filter(({ waives }) => !people.has(waives))
    return digestOf({ head, package: identity, slugPerm, files, siblings, overrides, waivers: needed })
  }
}

/**
 * Rejects a plan that was changed after it was made.
 *
 * @throws {DocumentError} it is not a plan of this version
 * @throws {UnusableError} it was edited or damaged; the message names the items that were changed
 */
export function requireIntact(plan: Plan): void {
  requirePlan(plan)
  if (!isWhole(plan)) {
    throw new UnusableError(
      'The plan is damaged. readPlan of @cloudsmith-sdk/promotion/documents says what is wrong with it, and where.',
    )
  }
  const edited = plan.items.filter((item) => item.digest !== digestOfItem(item))
  if (edited.length > 0) {
    const [first, ...more] = edited.slice(0, 10).map((item) => nameOf(item.package))
    throw new UnusableError(
      `The plan was edited: its entry for ${[first, ...more].join(', ')} no longer matches the digest from when it was made. Plan again.`,
    )
  }
  if (digestOfPlan(plan) === plan.digest) return
  throw new UnusableError(
    'The plan was edited: its head, its notes or the list of its items no longer match the digest from when it was made. Plan again.',
  )
}

/** Whether it has the structure that digests need. */
const isWhole = ({ items }: Plan): boolean =>
  Array.isArray(items) && items.every((item: Partial<PlanItem> | null) => typeof item?.package?.name === 'string')
