import { type Clock, type Cloudsmith, systemClock } from '@cloudsmith-sdk/client'
import { type EventOf, memoryStore, type TriggerStore } from '@cloudsmith-sdk/webhooks'
import type { Report } from '../apply/report.ts'
import type { Edge, Pipeline } from '../pipeline/pipeline.ts'
import { edgeOf } from '../pipeline/edge-of.ts'
import { createSlots } from '../repository/concurrency.ts'
import { type Advance, type AutomatedEdge, applyFor, candidates, type Deciders, planFor, these } from './advance.ts'
import { createLane } from './lane.ts'

export type { AutomatedEdge } from './advance.ts'

/** The events that may open a way for a package. */
const events = ['package.security_scanned', 'package.released', 'package.tags_updated'] as const

/** An event that {@link autopromote} acts on. */
export type AutopromotedEvent = EventOf<(typeof events)[number]>

/** Options of {@link autopromote}. */
export interface AutopromoteOptions extends Deciders {
  /** Told of everything that went wrong, and on which edge. What failed is looked at again when the event is repeated, or by `reconcile`. */
  onError: (error: unknown, edge: Edge) => unknown
  /** Told of every plan that was applied, also where gates let nothing through. */
  onReport?: ((report: Report) => unknown) | undefined
  /** Default: every edge of the pipeline. */
  edges?: readonly AutomatedEdge[] | undefined
  /** How many plans may be under way at once, at least 1; what comes meanwhile goes together in the next. Default: 4. */
  concurrency?: number | undefined
  /** Remembers the `meta.trigger_id`s that are dealt with. Default: a bounded one in memory. */
  store?: TriggerStore | undefined
  /** Ends what is under way, and lets nothing begin. */
  signal?: AbortSignal | undefined
  /** Time to wait by; for tests. Default: the machine's. */
  clock?: Clock | undefined
}

/** A pipeline that promotes by itself. */
export interface Automation {
  /** What to listen to: `receiver.on(events, handle)`. */
  readonly events: typeof events
  /**
   * Takes note of an event, and does the rest after it has returned. Needs a process that goes on living; elsewhere wait for {@link idle}.
   *
   * @throws what the store throws
   */
  readonly handle: (event: AutopromotedEvent) => Promise<void>
  /** Promotes whatever may be promoted, for webhooks that never came and gates that opened by themselves: a plan for each edge. */
  reconcile(): Promise<readonly Report[]>
  /** Resolves when nothing is under way. Never rejects. */
  idle(): Promise<void>
}

/**
 * Promotes packages as the service's events come in: when one was scanned, released from quarantine or tagged, and its gates are open.
 *
 * An event is only a hint to look at a package in the repository that it names: what is done follows from what is there, so that
 * repeated, late and forged events do no harm. It moves packages out of that repository alone, so that the events of a copy cannot start
 * the promotion that made it. What waits for time, such as a soak, has no event: call `reconcile` now and then.
 *
 * @throws {PipelineError} an edge is not one of the pipeline
 * @example
 * const { events, handle, reconcile } = autopromote(pipeline, cloudsmith, { onError: console.error })
 * const receiver = createReceiver({ signatureKey }).on(events, handle)
 * setInterval(reconcile, 15 * 60_000)
 */
export function autopromote(pipeline: Pipeline, cloudsmith: Cloudsmith, options: AutopromoteOptions): Automation {
  const { edges = pipeline.edges, concurrency = 4, store = memoryStore(), clock = systemClock, signal } = options
  const inSlot = createSlots(Math.max(1, concurrency))
  const lanes = edges.map((edge) => laneOf(edge))
  const triggers = new Set<string>()
  const underWay = new Set<Promise<unknown>>()

  return {
    events,
    async handle({ data, meta: { trigger_id: trigger } }) {
      const concerned = lanes.filter(
        ({ advance: { source } }) => data.namespace === pipeline.owner && data.repository === source.repository,
      )
      if (concerned.length === 0 || triggers.has(trigger)) return
      triggers.add(trigger)
      try {
        if (await store.has(trigger)) triggers.delete(trigger)
        else track(follow(concerned, data.slug_perm, trigger))
      } catch (error) {
        triggers.delete(trigger)
        throw error
      }
    },
    async reconcile() {
      const sweeps = Promise.all(lanes.map(({ sweep }) => sweep()))
      track(sweeps)
      return (await sweeps).flatMap((report) => report ?? [])
    },
    async idle() {
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
  }

  function track(work: Promise<unknown>): void {
    underWay.add(work)
    const end = () => underWay.delete(work)
    work.then(end, end)
  }

  /** Has the lanes look at a package. A trigger is dealt with once all of them have; one that failed may come again. */
  async function follow(concerned: readonly ReturnType<typeof laneOf>[], slug: string, trigger: string): Promise<void> {
    try {
      const outcomes = await Promise.allSettled(concerned.map(({ lane }) => lane.add(slug)))
      if (outcomes.every(({ status }) => status === 'fulfilled')) await store.add(trigger)
    } catch (error) {
      for (const { advance } of concerned) await guarded(() => options.onError(error, advance.edge))
    } finally {
      triggers.delete(trigger)
    }
  }

  function laneOf(edge: AutomatedEdge) {
    const { source } = edgeOf(pipeline, edge.from, edge.to)
    const { waivers, approvals, requestedBy } = options
    const advance: Advance = { cloudsmith, pipeline, edge, source, clock, signal, waivers, approvals, requestedBy }
    const lane = createLane(inSlot, (slugs) =>
      toldOf(edge, async () => {
        const found = await candidates(advance, slugs)
        if (found.length > 0) await finish(await planFor(advance, these(found)))
      }),
    )
    return { advance, lane, sweep }

    async function finish(made: Awaited<ReturnType<typeof planFor>>): Promise<Report> {
      const report = await applyFor(advance, made)
      await guarded(() => options.onReport?.(report))
      return report
    }

    /** Does all that can be done; what other runs are busy with is left to them. */
    async function sweep(): Promise<Report | undefined> {
      let report: Report | undefined
      const select = edge.tag === undefined ? 'everything' : { tag: edge.tag }
      const work = async () => {
        const made = await planFor(advance, select)
        const slugs = made.plan.items.map(({ slugPerm }) => slugPerm)
        const isMine = await lane.claim(slugs, async () => {
          report = await finish(made)
        })
        if (isMine) return
        const open = made.plan.items.filter(({ outcome }) => outcome === 'promote')
        // Told of where it fails.
        for (const { slugPerm } of open) track(lane.add(slugPerm).catch(() => {}))
      }
      await toldOf(edge, () => inSlot(work)).catch(() => {})
      return report
    }
  }

  /** Tells of what goes wrong, once however many events it concerns. */
  async function toldOf(edge: Edge, work: () => Promise<void>): Promise<void> {
    try {
      signal?.throwIfAborted()
      await work()
    } catch (error) {
      await guarded(() => options.onError(error, edge))
      throw error
    }
  }
}

/** What listens must not break what it listens to. */
async function guarded(listener: () => unknown): Promise<void> {
  try {
    await listener()
  } catch {}
}
