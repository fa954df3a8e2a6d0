import type { Waiver } from '../gates/waiver.ts'
import { nameOf } from '../package/describe.ts'
import { UnusableError } from '../repository/plan-error.ts'
import { digestOf } from '../text/digest.ts'
import { type FrozenPackage, type Plan, type PlanHead, type PlanItem, requirePlan } from './plan.ts'

/** The digest of an item: of everything in it. */
export const digestOfItem = ({ digest: _, ...item }: Omit<PlanItem, 'digest'> & { readonly digest?: string }): string =>
  digestOf(item)

/** The digest of a plan: of everything in it but its estimates, its items by theirs. */
export const digestOfPlan = ({ digest: _, estimates: __, items, ...rest }: Omit<Plan, 'digest'> & { digest?: string }): string =>
  digestOf({ ...rest, items: items.map(({ digest }) => digest) })

/** The head of a plan, and nothing else of it. */
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

/** Tells what somebody agrees to who approves a package. */
export type SubjectOf = (frozen: FrozenPackage, waivers: readonly Waiver[]) => string

/**
 * Makes the function that tells what somebody agrees to who approves a package of a plan: that this package, with these bytes and siblings, goes
 * along this edge, under these rules and with these waivers. Neither the time nor what else is in the plan is part of it, nor are waivers of gates
 * that ask people: who agrees need not know of those who do not have to.
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
 * Refuses a plan that is not as it was made.
 *
 * @throws {DocumentError} it is no plan of this version
 * @throws {UnusableError} it names the items that were changed
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

/** Whether digests can be made of it at all. */
const isWhole = ({ items }: Plan): boolean =>
  Array.isArray(items) && items.every((item: Partial<PlanItem> | null) => typeof item?.package?.name === 'string')
