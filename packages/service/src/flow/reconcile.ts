import { createHash } from 'node:crypto'
import { latestAssessments } from '../store/assessments.ts'
import { edgeStates, registerPipeline } from '../store/edges.ts'
import { hasHoldings } from '../store/holdings.ts'
import { everything, notePending } from '../store/pending.ts'
import { assessed, assessKey, sendAssess } from './assess.ts'
import { edgeIn, type FlowParts, nowOf } from './parts.ts'
import { sendLook } from './send.ts'

/** Milliseconds over which edges are spread that are reconciled at the same time. */
const spread = 60_000

/** Milliseconds within which a reconciliation is not repeated when a process starts. */
const fresh = 300_000

/** The delay of an edge in milliseconds: always the same for one edge, and different between edges. */
const jitterOf = (edge: string): number => createHash('sha256').update(edge).digest().readUInt32BE(0) % spread

/** Has all packages at the start of an edge checked within a minute, in case webhooks did not arrive. */
export async function reconcile(parts: FlowParts, edge: string): Promise<void> {
  if (edgeIn(parts, edge)?.edge.isAutomatic !== true) return
  const at = new Date(nowOf(parts).getTime() + jitterOf(edge))
  await notePending(parts.database, edge, [everything], { at, why: 'reconcile' })
}

/** As {@link reconcile}, immediately. */
export async function reconcileNow(parts: FlowParts, edge: string): Promise<void> {
  await parts.database.transaction(async (transaction) => {
    await notePending(transaction, edge, [everything], { at: nowOf(parts), why: 'reconcile' })
    await sendLook(parts.queue, edge, transaction)
  })
}

/** Registers the pipelines, schedules the reconciliation of their edges, and starts it for edges that were not reconciled recently. */
export async function registerAll(parts: FlowParts): Promise<void> {
  const { database, queue, pipelines } = parts
  for (const { name, pipeline, edges } of pipelines) {
    const definition = {
      stages: pipeline.stages.map((stage) => ({
        ...{ name: stage.name, repository: stage.repository, tag: stage.tag ?? null, action: stage.action },
        gates: stage.gates.map((gate) => gate.name),
      })),
      edges: edges.map(({ id, from, to, name: edge, isAutomatic }) => ({ id, from, to, name: edge ?? null, isAutomatic })),
    }
    const rows = edges.map(({ id, from, to, name: edge }) => ({ id, pipeline: name, from, to, name: edge ?? null }))
    await database.transaction((transaction) => registerPipeline(transaction, { name, owner: pipeline.owner, definition }, rows))
  }
  const automatic = pipelines.flatMap(({ edges, settings }) =>
    edges.filter(({ isAutomatic }) => isAutomatic).map(({ id }) => ({ id, cron: settings.reconcile })),
  )
  for (const { id, cron } of automatic) await queue.schedule('reconcile', id, cron, { edge: id })
  for (const { name, settings } of pipelines) await queue.schedule('inventory', name, settings.inventory, { pipeline: name })
  for (const { name, settings } of pipelines) {
    for (const what of assessed) await queue.schedule('assess', assessKey(name, what), settings.assess, { pipeline: name, what })
  }
  await queue.schedule('retention', 'all', '47 3 * * *', {})
  for (const { name } of pipelines) {
    if (!(await hasHoldings(database, name))) await queue.send('inventory', name, { pipeline: name })
  }
  for (const { name } of pipelines) {
    if ((await latestAssessments(database, name, 'drift')).length === 0) await sendAssess(queue, name, 'drift')
  }
  const old = nowOf(parts).getTime() - fresh
  const states = await edgeStates(database)
  for (const { id } of automatic) {
    const at = states.find((state) => state.id === id)?.reconciledAt?.getTime() ?? 0
    if (at < old) await reconcileNow(parts, id)
  }
}
