import type { Waiver } from '@cloudsmith-sdk/promotion'
import type { Queryable } from '../database/database.ts'
import type { Actor } from '../store/actor.ts'
import { announce } from '../store/announce.ts'
import { audit } from '../store/audit.ts'
import { notePending } from '../store/pending.ts'
import { heldAt } from '../store/verdicts.ts'
import { endWaiver, keepWaiver } from '../store/waivers.ts'
import { DecisionError } from './decision-error.ts'
import { type FlowParts, nowOf } from './parts.ts'
import { sendLook } from './send.ts'

/**
 * Adds a waiver, and has all packages that are held back checked. The gates decide whether it counts.
 *
 * @throws {DecisionError} it has already expired
 */
export async function giveWaiver(parts: FlowParts, pipeline: string, waiver: Waiver, actor: Actor): Promise<void> {
  const at = nowOf(parts)
  if (!(Date.parse(waiver.expires) > at.getTime())) {
    throw new DecisionError(
      'not possible',
      `A waiver has to expire in the future, at an ISO 8601 time, not at ${JSON.stringify(waiver.expires)}.`,
    )
  }
  await parts.database.transaction(async (transaction) => {
    await keepWaiver(transaction, { pipeline, waiver, actor, at })
    await audit(transaction, actor, {
      at,
      action: 'waiver.given',
      about: `pipeline:${pipeline}`,
      detail: { waives: waiver.waives, reason: waiver.reason },
    })
    await lookAgain(parts, transaction, pipeline)
  })
}

/** Ends a waiver early. Packages that were promoted with it stay where they are. @throws {DecisionError} there is none that is still valid */
export async function takeWaiverBack(parts: FlowParts, pipeline: string, id: number, actor: Actor): Promise<void> {
  const at = nowOf(parts)
  await parts.database.transaction(async (transaction) => {
    if (!(await endWaiver(transaction, id, actor, at))) throw new DecisionError('not found', `There is no waiver ${id} in force.`)
    await audit(transaction, actor, { at, action: 'waiver.ended', about: `pipeline:${pipeline}`, detail: { waiver: id } })
    await lookAgain(parts, transaction, pipeline)
  })
}

async function lookAgain(parts: FlowParts, transaction: Queryable, pipeline: string): Promise<void> {
  const served = parts.pipelines.find(({ name }) => name === pipeline)
  for (const edge of served?.edges.filter(({ isAutomatic }) => isAutomatic) ?? []) {
    const held = await heldAt(transaction, edge.id)
    if (held.length === 0) continue
    await notePending(transaction, edge.id, held, { at: nowOf(parts), why: 'a waiver' })
    await sendLook(parts.queue, edge.id, transaction)
  }
  await announce(transaction, 'waivers', 'holdings')
}
