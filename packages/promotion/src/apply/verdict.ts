import type { Package } from '@cloudsmith-sdk/client'
import { type ArrivalVerdict, arrivalOf } from '../package/arrival.ts'
import { type Awaited, type Presence, presenceOf } from '../package/presence.ts'
import type { Destination } from '../pipeline/edge-of.ts'

/** How a package of a plan stands at its destination. */
export type Verdict = Exclude<Presence, { kind: 'there' }> | ArrivalVerdict

/**
 * Says from the rows of one identity how a planned package stands: synchronised alone is not enough.
 *
 * @param rows all of the destination that have its identity
 */
export function verdictOf(awaited: Awaited, rows: readonly Package[], stage: Destination, now: Date): Verdict {
  const presence = presenceOf(awaited, rows)
  return presence.kind === 'there' ? arrivalOf(presence.row, stage, now) : presence
}
