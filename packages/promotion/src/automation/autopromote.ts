import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { type EventOf, memoryStore, type TriggerStore } from '@cloudsmith-sdk/webhooks'
import type { Report } from '../apply/report.ts'
import { edgeOf } from '../pipeline/edge-of.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { PipelineError } from '../pipeline/pipeline-error.ts'
import type { Registry } from '../registry/registry.ts'
import { createSlots } from '../repository/concurrency.ts'
import { unplaced } from '../repository/document-error.ts'
import type { AutomatedEdge, Deciders } from './advance.ts'
import { createEdgeWork, type EdgeWork } from './edge-work.ts'

export type { AutomatedEdge } from './advance.ts'

/** The events that may open a way for a package. */
const events = ['package.security_scanned', 'package.released', 'package.tags_updated'] as const

/** An event that {@link autopromote} acts on. */
export type AutopromotedEvent = EventOf<(typeof events)[number]>

/** Options of {@link autopromote}. */
export interface AutopromoteOptions extends Deciders {
  /** Told of everything that went wrong, and on which edge. What failed is looked at again when the event is repeated, or by `reconcile`. */
  onError: (error: unknown, edge: AutomatedEdge) => unknown
  /** Told of every plan that was applied, also where gates let nothing through. */
  onReport?: ((report: Report) => unknown) | undefined
  /** Default: every edge of the pipeline but those with names, which are taken only where they are named. */
  edges?: readonly AutomatedEdge[] | undefined
  /** How many plans may be under way at once, at least 1; what comes meanwhile goes together in the next. Default: 4. */
  concurrency?: number | undefined
  /** Where Docker images are: see `plan`. Default: none, and images for several platforms are blocked. */
  registry?: Registry | undefined
  /** Remembers the `meta.trigger_id`s that are dealt with. Default: a bounded one in memory. */
  store?: TriggerStore | undefined
  /** Ends what is under way, and lets nothing begin. */
  signal?: AbortSignal | undefined
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
 * @throws {PipelineError} an edge is not one of the pipeline, or all of them have names and none is listed
 * @example
 * const { events, handle, reconcile } = autopromote(pipeline, cloudsmith, { onError: console.error })
 * const receiver = createReceiver({ signatureKey }).on(events, handle)
 * setInterval(reconcile, 15 * 60_000)
 */
export function autopromote(pipeline: Pipeline, cloudsmith: Cloudsmith, options: AutopromoteOptions): Automation {
  const { concurrency = 4, store = memoryStore(), signal } = options
  const edges = options.edges ?? edgesWithoutName(pipeline)
  const inSlot = createSlots(Math.max(1, concurrency))
  const works = edges.map((edge) => workOf(edge))
  const triggers = new Set<string>()
  const underWay = new Set<Promise<unknown>>()

  return {
    events,
    async handle({ data, meta: { trigger_id: trigger } }) {
      const concerned = works.filter(
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
      const sweeps = Promise.all(works.map(({ sweep }) => sweep()))
      track(sweeps)
      return (await sweeps).flat()
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

  /** Has edges look at a package. A trigger is dealt with once all of them have; one that failed may come again. */
  async function follow(concerned: readonly EdgeWork[], slug: string, trigger: string): Promise<void> {
    try {
      const outcomes = await Promise.allSettled(concerned.map(({ add }) => add(slug)))
      if (outcomes.every(({ status }) => status === 'fulfilled')) await store.add(trigger)
    } catch (error) {
      for (const { advance } of concerned) await guarded(() => options.onError(error, advance.edge))
    } finally {
      triggers.delete(trigger)
    }
  }

  function workOf(edge: AutomatedEdge): EdgeWork {
    const { waivers, approvals, revocations, trust, requestedBy, registry, holdStore, ledger } = options
    const way = edgeOf(pipeline, edge.from, edge.to, edge.name)
    return createEdgeWork(
      {
        ...{ cloudsmith, pipeline, edge, ...way, registry, signal },
        ...{ waivers, approvals, revocations, trust, requestedBy, holdStore, ledger },
      },
      {
        ...{ inSlot, track },
        onReport: (report) => guarded(() => options.onReport?.(report)),
        onError: (error) => guarded(() => options.onError(error, edge)),
      },
    )
  }
}

/** @throws {PipelineError} there are none, so that nothing would ever be promoted */
function edgesWithoutName({ edges }: Pipeline): readonly AutomatedEdge[] {
  const nameless = edges.filter(({ name }) => name === undefined)
  if (nameless.length > 0) return nameless
  throw new PipelineError([
    unplaced({ path: ['edges'], message: 'all of them have names: list the edges to automate in { edges }' }),
  ])
}

/** What listens must not break what it listens to. */
async function guarded(listener: () => unknown): Promise<void> {
  try {
    await listener()
  } catch {}
}
