import type { Package } from '@cloudsmith-sdk/client'
import { type ArrivalVerdict, arrivalOf } from '../package/arrival.ts'
import { type Awaited, type Presence, presenceOf } from '../package/presence.ts'
import type { Destination } from '../pipeline/edge-of.ts'

/** The state of a planned package at its destination. */
export type Verdict = Exclude<Presence, { kind: 'there' }> | ArrivalVerdict

/**
 * Determines the state of a planned package from the destination rows of its identity. Synchronised alone is not enough.
 *
 * @param rows all rows of the destination with its identity
 */
export function verdictOf(awaited: Awaited, rows: readonly Package[], stage: Destination, now: Date): Verdict {
  const presence = presenceOf(awaited, rows)
  return presence.kind === 'there' ? arrivalOf(presence.row, stage, now) : presence
}
