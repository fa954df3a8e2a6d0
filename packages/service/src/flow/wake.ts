import { announce } from '../store/announce.ts'
import { endOverduePauses } from '../store/pauses.ts'
import { dueEdges } from '../store/pending.ts'
import { duePlans } from '../store/plans.ts'
import { dueRollbacks } from '../store/rollbacks.ts'
import { type FlowParts, nowOf } from './parts.ts'
import { nudge } from './pausing.ts'
import { sendApply, sendLook, sendRollback } from './send.ts'

/**
 * Sends jobs for all work that is due: because its time has come, a job was lost, or a worker died. The tables determine what is due; jobs only make
 * it happen sooner.
 */
export async function wakeDue(parts: FlowParts): Promise<void> {
  const { database, queue, pipelines } = parts
  const now = nowOf(parts)
  const over = await endOverduePauses(database, now)
  for (const { pipeline, edge } of over) await nudge(parts, database, pipeline, edge)
  if (over.length > 0) await announce(database, 'pauses')
  const edges = pipelines.flatMap((served) => served.edges.map(({ id }) => id))
  for (const { edge } of await dueEdges(database, now, edges)) await sendLook(queue, edge)
  const names = pipelines.map(({ name }) => name)
  for (const { id } of await duePlans(database, now, names)) await sendApply(queue, id)
  for (const run of await dueRollbacks(database, now, names)) await sendRollback(queue, run)
}

/** Milliseconds between two searches for due work. Webhooks and people do not wait for them. */
const every = 1_000

/** Searches for due work repeatedly until the process shuts down. Processes do not stay in step with each other. */
export async function keepWaking(parts: FlowParts): Promise<void> {
  const { ending, log } = parts
  while (!ending.aborted) {
    await wakeDue(parts).catch((error: unknown) => log.warn('work that is due could not be looked up', { error }))
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer)
        ending.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, every * (0.75 + Math.random() / 2))
      ending.addEventListener('abort', end)
    })
  }
}
