import type { Clock, FetchLike, Secret } from '@cloudsmith-sdk/client'
import type { IdentitySource, Trust, TrustedIssuer } from '@cloudsmith-sdk/promotion'
import type { Log } from '../core/log.ts'
import type { Database, Queryable } from '../database/database.ts'
import type { JobQueue } from '../queue/boss.ts'
import type { ServedEdge, ServedPipeline } from '../settings/pipelines.ts'
import type { Actor } from '../store/actor.ts'
import type { Happening, Listener } from './happening.ts'

/** What everything that flows works with. */
export interface FlowParts {
  readonly database: Database
  readonly queue: JobQueue
  readonly log: Log
  /** The time that gates, waits and retries go by. */
  readonly clock: Clock
  /** Number of this process among all. */
  readonly worker: string
  readonly pipelines: readonly ServedPipeline[]
  /** How requests to the registry leave. */
  readonly fetch: FetchLike
  /** The credential of a pipeline. */
  readonly secretOf: (pipeline: ServedPipeline) => Secret
  /** Where the registry is. Default: the service's own address. */
  readonly baseUrl: string | undefined
  /** Share of each window of the rate limit that is left to others. */
  readonly reserve: number
  /** Ends when the process is to end: what runs stops between two steps. */
  readonly ending: AbortSignal
  readonly listeners: readonly Listener[]
  /** Whose tokens count for every pipeline, beside what each says itself: the service's own. Default: nobody's. */
  readonly vouched?: TrustedIssuer | undefined
  /** Proves who decides, to whoever reads an approval later, by what the pipeline knows of people. Default: nothing does. */
  readonly proofOf?: ((actor: Actor, served: ServedPipeline) => IdentitySource | undefined) | undefined
}

/** An edge, and the pipeline that it is of. */
export interface EdgeParts {
  readonly served: ServedPipeline
  readonly edge: ServedEdge
}

/** An edge by its number; undefined for one that no pipeline here has any more. */
export function edgeIn({ pipelines }: Pick<FlowParts, 'pipelines'>, id: string): EdgeParts | undefined {
  for (const served of pipelines) {
    const edge = served.edges.find((each) => each.id === id)
    if (edge !== undefined) return { served, edge }
  }
  return undefined
}

/** Whose signatures and tokens count, of approvals for a pipeline. */
export const trustIn = ({ vouched }: Pick<FlowParts, 'vouched'>, { trust: { keys, issuers = [] } }: ServedPipeline): Trust => ({
  keys,
  issuers: vouched === undefined ? issuers : [vouched, ...issuers],
})

/** The time. */
export const nowOf = ({ clock }: Pick<FlowParts, 'clock'>): Date => new Date(clock.now())

/** Tells everybody who listens. */
export async function tell(
  { listeners }: Pick<FlowParts, 'listeners'>,
  transaction: Queryable,
  happening: Happening,
): Promise<void> {
  for (const listener of listeners) await listener(transaction, happening)
}
