import { Refusal } from '../core/errors.ts'

/** The results for many items, in the form of bulk operations. */
export interface BulkOutcome {
  packages_actioned: string[]
  packages_failed_to_action: Record<string, { detail: string }>
}

/** Does the same for many items, one after the other. Refused items are listed with the reason; the others continue. */
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
