import { UnusableError } from '../repository/plan-error.ts'
import type { Plan } from './plan.ts'
import { undeclaredGates } from './rules.ts'

const made = new WeakSet<Plan>()

/** Records that this process made a plan, so that its gates are known to be the same functions. */
export function madeHere(plan: Plan): Plan {
  made.add(plan)
  return plan
}

/**
 * Rejects a plan that was stored or comes from elsewhere if the function of one of its gates has no declared identity: nobody can know
 * whether it is still the function that the plan was made with.
 *
 * @throws {UnusableError} the message says how to declare an identity
 */
export function requireSameGates(plan: Plan): void {
  if (!made.has(plan)) requireDeclared(plan, 'The plan was stored, and')
}

/** @throws {UnusableError} the function of a gate has no declared identity */
export function requireDeclared(plan: Plan, why: string): void {
  const [first, ...more] = undeclaredGates(plan)
  if (first === undefined) return
  throw new UnusableError(
    `${why} it is not known what the function of ${[first, ...more].join(', ')} did when it was made. Declare what it does, by a name that changes with it: custom(${JSON.stringify(first)}, check, { identity: ${JSON.stringify(`${first}@1`)} }), or identity beside verify in metadata. Then plan again.`,
  )
}
