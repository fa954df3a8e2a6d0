import type { Queryable } from '../database/database.ts'
import type { Actor } from '../store/actor.ts'
import { announce } from '../store/announce.ts'
import { audit } from '../store/audit.ts'
import { pause, resume } from '../store/pauses.ts'
import { bringForward } from '../store/pending.ts'
import { wakePlansAt } from '../store/plan-claims.ts'
import { type FlowParts, nowOf, tell } from './parts.ts'
import { sendApply, sendLook } from './send.ts'

/** What to pause or resume: an edge or a whole pipeline. */
export interface Where {
  /** Name of the pipeline. */
  readonly pipeline: string
  /** ID of the edge; undefined for the pipeline with all its edges. */
  readonly edge?: string | undefined
}

/**
 * Pauses an edge or a pipeline. New work waits, and running work is finished.
 *
 * @param why a sentence without its full stop
 * @param until when the pause ends by itself. Default: it lasts until somebody ends it
 */
export async function pauseWork(
  parts: FlowParts,
  { pipeline, edge: named }: Where,
  actor: Actor,
  { why, until = null }: { why: string; until?: Date | null },
): Promise<void> {
  const at = nowOf(parts)
  const edge = named ?? null
  await parts.database.transaction(async (transaction) => {
    await pause(transaction, { pipeline, edge, actor, why, since: at, until })
    await audit(transaction, actor, {
      at,
      action: 'paused',
      about: aboutOf(pipeline, edge),
      detail: { why, until: until?.toISOString() ?? null },
    })
    await announce(transaction, 'pauses', 'holdings')
    await tell(parts, transaction, { type: 'paused', by: actor.by, why, until, pipeline, edge: edge ?? '', at })
  })
}

/** Ends a pause, and has all waiting work checked. Returns whether anything was paused. */
export async function resumeWork(parts: FlowParts, { pipeline, edge }: Where, actor: Actor): Promise<boolean> {
  const at = nowOf(parts)
  return await parts.database.transaction(async (transaction) => {
    const place = edge ?? null
    if (!(await resume(transaction, { pipeline, edge: place }, actor, at))) return false
    await audit(transaction, actor, { at, action: 'resumed', about: aboutOf(pipeline, place) })
    await nudge(parts, transaction, pipeline, place)
    await announce(transaction, 'pauses', 'holdings')
    await tell(parts, transaction, { type: 'resumed', by: actor.by, pipeline, edge: edge ?? '', at })
    return true
  })
}

const aboutOf = (pipeline: string, edge: string | null): string => (edge === null ? `pipeline:${pipeline}` : `edge:${edge}`)

/** Has all waiting work of an edge, or of all edges of a pipeline, checked. */
export async function nudge(parts: FlowParts, database: Queryable, pipeline: string, edge: string | null): Promise<void> {
  const now = nowOf(parts)
  const served = parts.pipelines.find(({ name }) => name === pipeline)
  const edges = edge === null ? (served?.edges.map(({ id }) => id) ?? []) : [edge]
  for (const each of await bringForward(database, edges, now)) await sendLook(parts.queue, each, database)
  for (const plan of await wakePlansAt(database, edges, now)) await sendApply(parts.queue, plan, database)
}
