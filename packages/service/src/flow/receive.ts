import type { Package } from '@cloudsmith-sdk/client'
import type { Pipeline } from '@cloudsmith-sdk/promotion'
import { type AnyEvent, createReceiver, type Receiver } from '@cloudsmith-sdk/webhooks'
import { Hono } from 'hono'
import type { Queryable } from '../database/database.ts'
import type { ServedPipeline } from '../settings/pipelines.ts'
import { announce } from '../store/announce.ts'
import { noteDelivery } from '../store/deliveries.ts'
import { dropHoldings, keepHoldings, keyText, type NewHolding } from '../store/holdings.ts'
import { notePending } from '../store/pending.ts'
import { wakePlansOf } from '../store/plan-claims.ts'
import { dropVerdicts } from '../store/verdicts.ts'
import { holdingsOf } from './holding.ts'
import { type FlowParts, nowOf } from './parts.ts'
import { sendApply, sendLook } from './send.ts'

/** Events that may open a way for a package. */
const opening: ReadonlySet<string> = new Set([
  'package.security_scanned',
  'package.released',
  'package.tags_updated',
  'package.restored',
])

/** They come as often as somebody downloads something, and change nothing. */
const ignored: ReadonlySet<string> = new Set(['package.downloaded', 'ping'])

/** Bytes of a webhook, at most. */
const largest = 2 ** 20

/**
 * Makes what takes webhooks: `POST /NAME` for each pipeline that has keys. A webhook is verified, written down and noted to be looked at in one
 * transaction, and only then answered: one that was answered is not lost, one that comes again is taken once.
 */
export function webhookApp(parts: FlowParts, keysOf: (served: ServedPipeline) => readonly string[]): Hono {
  const app = new Hono()
  const receivers = new Map<string, Receiver>()
  for (const served of parts.pipelines) {
    const signatureKey = keysOf(served)
    if (signatureKey.length > 0) receivers.set(served.name, receiverFor(parts, served, signatureKey))
  }
  app.all('/:pipeline', async (context) => {
    const receiver = receivers.get(context.req.param('pipeline'))
    return receiver === undefined ? context.notFound() : await receiver.fetch(context.req.raw)
  })
  return app
}

function receiverFor(parts: FlowParts, served: ServedPipeline, signatureKey: readonly string[]): Receiver {
  const log = parts.log.with({ pipeline: served.name })
  const receiver = createReceiver({
    signatureKey,
    maxBytes: largest,
    clock: parts.clock,
    onError: (error, { event }) => log.warn('a webhook was refused', { error, event: event?.meta.event_id }),
  })
  return receiver.on('*', (event) => take(parts, served, event))
}

/** A webhook about a package. */
interface Told {
  readonly event: string
  readonly trigger: string
  /** When it happened, by the registry's time. */
  readonly at: Date | null
  /** As lists tell of it, unless the webhook has a template of somebody's own: then it is a hint, and no more. */
  readonly row: Package
}

/** Writes a webhook down, and has what it names looked at. */
async function take(parts: FlowParts, served: ServedPipeline, event: AnyEvent): Promise<void> {
  const told = toldBy(event)
  if (told === undefined || told.row.namespace !== served.pipeline.owner) return
  await parts.database.transaction(async (transaction) => {
    const { event: name, trigger, at, row } = told
    const delivery = { triggerId: trigger, event: name, repository: row.repository, slugPerm: row.slug_perm, eventAt: at }
    const label = `${row.format}:${row.name}@${row.version ?? ''}`
    if (!(await noteDelivery(transaction, { pipeline: served.name, label, ...delivery }))) return
    await noteHolding(parts, transaction, served, told)
    await noteLooks(parts, transaction, served, told)
  })
}

function toldBy({ data, meta }: AnyEvent): Told | undefined {
  const event: string = meta.event_id
  if (ignored.has(event) || typeof data !== 'object' || data === null) return undefined
  const { slug_perm, namespace, repository } = data as Partial<Record<string, unknown>>
  const trigger: unknown = meta.trigger_id
  if (![slug_perm, namespace, repository].every((text) => typeof text === 'string' && text !== '')) return undefined
  if (typeof trigger !== 'string' || trigger === '') return undefined
  return { event, trigger, at: momentIn(meta.event_at), row: data as unknown as Package }
}

function momentIn(text: unknown): Date | null {
  const moment = new Date(String(text))
  return Number.isNaN(moment.getTime()) ? null : moment
}

async function noteHolding(
  parts: FlowParts,
  transaction: Queryable,
  served: ServedPipeline,
  { event, row, at }: Told,
): Promise<void> {
  const { name, pipeline, edges } = served
  const seenAt = at ?? nowOf(parts)
  const there = event === 'package.deleted' ? [] : holdingsIn(parts, pipeline, row)
  if (there === undefined) return
  await keepHoldings(transaction, name, there, seenAt)
  const gone = pipeline.stages
    .filter((stage) => stage.repository === row.repository && !there.some((holding) => holding.stage === stage.name))
    .map((stage) => ({ stage: stage.name, slugPerm: row.slug_perm }))
  await dropHoldings(transaction, name, gone, seenAt)
  const left = edges.filter(({ from }) => gone.some(({ stage }) => stage === from))
  for (const edge of left) await dropVerdicts(transaction, edge.id, [row.slug_perm], seenAt)
  await announce(transaction, 'holdings')
}

/** Undefined for what is told in words of somebody's own: the next look at everything finds it. */
function holdingsIn({ log }: FlowParts, pipeline: Pipeline, row: Package): readonly NewHolding[] | undefined {
  try {
    return holdingsOf(pipeline, row)
  } catch (error) {
    log.debug('a webhook does not tell of a package as lists do', { error })
    return undefined
  }
}

async function noteLooks(parts: FlowParts, transaction: Queryable, served: ServedPipeline, { event, row }: Told): Promise<void> {
  const { pipeline, edges } = served
  const here = new Set(pipeline.stages.filter(({ repository }) => repository === row.repository).map(({ name }) => name))
  // What is not scanned has no other event that it is ready by.
  if (opening.has(event) || (event === 'package.synced' && row.is_security_scannable === false)) {
    for (const edge of edges.filter((each) => each.isAutomatic && here.has(each.from))) {
      await notePending(transaction, edge.id, [row.slug_perm], { at: nowOf(parts), why: event })
      await sendLook(parts.queue, edge.id, transaction)
    }
  }
  // What arrived, and was not ready yet when a run looked.
  const coming = edges.filter(({ to }) => here.has(to)).map(({ id }) => id)
  const [holding] = holdingsIn(parts, pipeline, row) ?? []
  if (holding === undefined || coming.length === 0) return
  const waiting = await wakePlansOf(transaction, coming, keyText(holding.identity), nowOf(parts))
  for (const plan of waiting) await sendApply(parts.queue, plan, transaction)
}
