import { Refusal } from '../core/errors.ts'

/** What became of each of many, as bulk operations answer it. */
export interface BulkOutcome {
  packages_actioned: string[]
  packages_failed_to_action: Record<string, { detail: string }>
}

/** Does the same to many, one after the other. Those that are refused are named with the reason, and the rest goes on. */
export function inBulk(identifiers: readonly string[], act: (identifier: string) => void): BulkOutcome {
  const outcome: BulkOutcome = { packages_actioned: [], packages_failed_to_action: {} }
  for (const identifier of identifiers) {
    try {
      act(identifier)
      outcome.packages_actioned.push(identifier)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      outcome.packages_failed_to_action[identifier] = { detail: error.reason }
    }
  }
  return outcome
}
