import { UnusableError } from '../repository/plan-error.ts'
import type { Plan } from './plan.ts'
import { undeclaredGates } from './rules.ts'

const made = new WeakSet<Plan>()

/** Remembers that this process made a plan: its gates are the very functions that it was made with. */
export function madeHere(plan: Plan): Plan {
  made.add(plan)
  return plan
}

/**
 * Refuses a plan that was stored, or came from elsewhere, where the function of a gate has no name: nobody can tell whether it is the one that
 * the plan was made with.
 *
 * @throws {UnusableError} it says how to name them
 */
export function requireSameGates(plan: Plan): void {
  if (!made.has(plan)) requireDeclared(plan, 'The plan was stored, and')
}

/** @throws {UnusableError} the function of a gate has no name */
export function requireDeclared(plan: Plan, why: string): void {
  const [first, ...more] = undeclaredGates(plan)
  if (first === undefined) return
  throw new UnusableError(
    `${why} it is not known what the function of ${[first, ...more].join(', ')} did when it was made. Declare what it does, by a name that changes with it: custom(${JSON.stringify(first)}, check, { identity: ${JSON.stringify(`${first}@1`)} }), or identity beside verify in metadata. Then plan again.`,
  )
}
