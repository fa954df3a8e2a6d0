import type { Queryable } from '../database/database.ts'
import type { ServedPipeline } from '../settings/pipelines.ts'
import { announce } from '../store/announce.ts'
import { noteDeliveries } from '../store/deliveries.ts'
import { dropHoldings, type Gone, keepHoldings, keyText, type NewHolding } from '../store/holdings.ts'
import { notePending } from '../store/pending.ts'
import { wakePlansOf } from '../store/plan-claims.ts'
import { dropVerdicts } from '../store/verdicts.ts'
import { holdingsOf } from './holding.ts'
import { type FlowParts, nowOf } from './parts.ts'
import { sendApply, sendLook } from './send.ts'
import type { Told } from './told.ts'

/** A webhook that was received for a pipeline. */
export interface Taken {
  readonly served: ServedPipeline
  readonly told: Told
}

/** Events after which a package may become promotable. */
const opening: ReadonlySet<string> = new Set([
  'package.security_scanned',
  'package.released',
  'package.tags_updated',
  'package.restored',
])

/** Records webhooks, and has the packages in them checked: for all of them, or for none. */
export const takeIn = (parts: FlowParts, taken: readonly Taken[]): Promise<void> =>
  parts.database.transaction(async (transaction) => {
    const isNew = await noteDeliveries(
      transaction,
      taken.map(({ served, told: { event, trigger, at, row } }) => ({
        ...{ pipeline: served.name, triggerId: trigger, event, repository: row.repository, slugPerm: row.slug_perm, eventAt: at },
        label: `${row.format}:${row.name}@${row.version ?? ''}`,
      })),
    )
    const byPipeline = Map.groupBy(
      taken.filter((_, index) => isNew[index]),
      ({ served }) => served,
    )
    const looks = new Set<string>()
    const applies = new Set<number>()
    for (const [served, those] of byPipeline) {
      const all = those.map(({ told }) => told)
      const identities = await noteHoldings(parts, transaction, served, all)
      for (const edge of await noteLooks(parts, transaction, served, all)) looks.add(edge)
      const here = stagesOf(served, all)
      // Packages that arrived, but were not ready when a run checked them.
      const coming = served.edges.filter(({ to }) => here.has(to)).map(({ id }) => id)
      for (const plan of await wakePlansOf(transaction, coming, identities, nowOf(parts))) applies.add(plan)
    }
    if (byPipeline.size > 0) await announce(transaction, 'holdings')
    // Last, because others who send the same job wait for the end of this transaction.
    for (const edge of [...looks].sort()) await sendLook(parts.queue, edge, transaction)
    for (const plan of [...applies].sort((a, b) => a - b)) await sendApply(parts.queue, plan, transaction)
  })

const stagesOf = ({ pipeline }: ServedPipeline, all: readonly Told[]): ReadonlySet<string> => {
  const repositories = new Set(all.map(({ row }) => row.repository))
  return new Set(pipeline.stages.filter(({ repository }) => repositories.has(repository)).map(({ name }) => name))
}

/** Records holdings. Returns the packages that are in stages, as keys. */
async function noteHoldings(
  parts: FlowParts,
  transaction: Queryable,
  served: ServedPipeline,
  all: readonly Told[],
): Promise<readonly string[]> {
  const { name, pipeline, edges } = served
  const held: NewHolding[] = []
  const gone: Gone[] = []
  for (const told of all) {
    const at = told.at ?? nowOf(parts)
    const there = told.event === 'package.deleted' ? [] : holdingsIn(parts, served, told, at)
    if (there === undefined) continue
    held.push(...there)
    const left = pipeline.stages
      .filter(({ repository }) => repository === told.row.repository)
      .filter((stage) => !there.some((holding) => holding.stage === stage.name))
    gone.push(...left.map((stage) => ({ stage: stage.name, slugPerm: told.row.slug_perm, at })))
  }
  await keepHoldings(transaction, name, held)
  await dropHoldings(transaction, name, gone)
  for (const edge of edges) {
    const slugs = gone.filter(({ stage }) => stage === edge.from).map(({ slugPerm }) => slugPerm)
    await dropVerdicts(transaction, edge.id, slugs)
  }
  return [...new Set(held.map(({ identity }) => keyText(identity)))]
}

/** The holdings in a webhook; undefined if it uses a template of its own. The next reconciliation finds its package. */
function holdingsIn(
  { log }: FlowParts,
  { pipeline }: ServedPipeline,
  { row }: Told,
  at: Date,
): readonly NewHolding[] | undefined {
  try {
    return holdingsOf(pipeline, row, at)
  } catch (error) {
    log.debug('a webhook describes a package differently than lists do', { error })
    return undefined
  }
}

/** Schedules checks. Returns the edges to check now. Edges with approvals first collect more packages for a while, and are due after that. */
async function noteLooks(
  parts: FlowParts,
  transaction: Queryable,
  { pipeline, edges, settings }: ServedPipeline,
  all: readonly Told[],
): Promise<readonly string[]> {
  // For formats without scans, no other event reports that a package is ready.
  const opened = all.filter(
    ({ event, row }) => opening.has(event) || (event === 'package.synced' && row.is_security_scannable === false),
  )
  const looks: string[] = []
  for (const edge of edges.filter(({ isAutomatic }) => isAutomatic)) {
    const repository = pipeline.stages.find(({ name }) => name === edge.from)?.repository
    const slugs = opened.filter(({ row }) => row.repository === repository).map(({ row }) => row.slug_perm)
    if (slugs.length === 0) continue
    const wait = edge.asksPeople ? settings.gather : 0
    const at = new Date(parts.clock.now() + wait)
    await notePending(transaction, edge.id, slugs, { at, why: opened[0]?.event ?? 'a webhook' })
    if (wait === 0) looks.push(edge.id)
  }
  return looks
}
