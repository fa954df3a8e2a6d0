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

/** The events after which a package may pass its gates. */
const events = ['package.security_scanned', 'package.released', 'package.tags_updated'] as const

/** An event that {@link autopromote} acts on. */
export type AutopromotedEvent = EventOf<(typeof events)[number]>

/** Options of {@link autopromote}. */
export interface AutopromoteOptions extends Deciders {
  /** Called with every error and the edge that it concerns. What failed is tried again when the event is delivered again, or by `reconcile`. */
  onError: (error: unknown, edge: AutomatedEdge) => unknown
  /** Called with the report of every plan that was applied, even if the gates let nothing through. */
  onReport?: ((report: Report) => unknown) | undefined
  /** The edges to automate. Default: every edge of the pipeline without a name; edges with names have to be listed. */
  edges?: readonly AutomatedEdge[] | undefined
  /** How many plans may run at once, at least 1. Packages that arrive meanwhile share the next plan. Default: 4. */
  concurrency?: number | undefined
  /** The registry of the Docker images: see `plan`. Default: none, so multi-platform images are blocked. */
  registry?: Registry | undefined
  /** Remembers each `meta.trigger_id` that has been handled. Default: a bounded store in memory. */
  store?: TriggerStore | undefined
  /** Aborts what is under way, and lets nothing new start. */
  signal?: AbortSignal | undefined
}

/** A pipeline that promotes automatically. */
export interface Automation {
  /** The events to subscribe to: `receiver.on(events, handle)`. */
  readonly events: typeof events
  /**
   * Accepts an event and returns; the promotion continues in the background. That needs a process that keeps running; elsewhere, await {@link idle}.
   *
   * @throws whatever the store throws
   */
  readonly handle: (event: AutopromotedEvent) => Promise<void>
  /** Promotes everything that may be promoted, with a plan for each edge: for webhooks that never arrived, and for gates that open with time. */
  reconcile(): Promise<readonly Report[]>
  /** Resolves when nothing is under way. Never rejects. */
  idle(): Promise<void>
}

/**
 * Promotes packages in response to webhook events: when a package has been scanned, released from quarantine or tagged, and passes its gates.
 *
 * An event is only a hint to check a package in the repository that it names. What happens depends on the current state of the package, so repeated,
 * late and forged events do no harm. An event promotes only out of that repository, so the events that a copy causes cannot repeat the promotion that
 * made it. Gates that wait for time, such as a soak, cause no event: call `reconcile` regularly.
 *
 * @throws {PipelineError} an edge does not belong to the pipeline, or all of its edges have names and none is listed
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

  /** Makes edges check a package. A trigger is handled once all of them have; one that failed may be delivered again. */
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

/** @throws {PipelineError} there are none, so nothing would ever be promoted */
function edgesWithoutName({ edges }: Pipeline): readonly AutomatedEdge[] {
  const nameless = edges.filter(({ name }) => name === undefined)
  if (nameless.length > 0) return nameless
  throw new PipelineError([
    unplaced({ path: ['edges'], message: 'all of them have names: list the edges to automate in { edges }' }),
  ])
}

/** A failing listener must not break the work that it listens to. */
async function guarded(listener: () => unknown): Promise<void> {
  try {
    await listener()
  } catch {}
}
