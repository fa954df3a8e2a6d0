import type { Clock, FetchLike, Secret } from '@cloudsmith-sdk/client'
import type { IdentitySource, Trust, TrustedIssuer } from '@cloudsmith-sdk/promotion'
import type { Log } from '../core/log.ts'
import type { Database, Queryable } from '../database/database.ts'
import type { JobQueue } from '../queue/boss.ts'
import type { ServedEdge, ServedPipeline } from '../settings/pipelines.ts'
import type { Actor } from '../store/actor.ts'
import type { Happening, Listener } from './happening.ts'

/** What all parts of the flow work with. */
export interface FlowParts {
  readonly database: Database
  readonly queue: JobQueue
  readonly log: Log
  /** The clock for gates, waits and retries. */
  readonly clock: Clock
  /** ID of this process. */
  readonly worker: string
  readonly pipelines: readonly ServedPipeline[]
  /** Sends requests to Cloudsmith. */
  readonly fetch: FetchLike
  /** Returns the credential of a pipeline. */
  readonly secretOf: (pipeline: ServedPipeline) => Secret
  /** Address of the API. Default: that of Cloudsmith. */
  readonly baseUrl: string | undefined
  /** Share of each rate limit window that is left to others. */
  readonly reserve: number
  /** Aborted when the process shuts down: runs stop between two steps. */
  readonly ending: AbortSignal
  readonly listeners: readonly Listener[]
  /** An issuer that every pipeline trusts in addition to its own: the service itself. Default: none. */
  readonly vouched?: TrustedIssuer | undefined
  /** Proves who made a decision to later readers of an approval, for people that the pipeline lists. Default: decisions are not proved. */
  readonly proofOf?: ((actor: Actor, served: ServedPipeline) => IdentitySource | undefined) | undefined
}

/** An edge and its pipeline. */
export interface EdgeParts {
  readonly served: ServedPipeline
  readonly edge: ServedEdge
}

/** Finds an edge by ID; undefined if no pipeline has it any more. */
export function edgeIn({ pipelines }: Pick<FlowParts, 'pipelines'>, id: string): EdgeParts | undefined {
  for (const served of pipelines) {
    const edge = served.edges.find((each) => each.id === id)
    if (edge !== undefined) return { served, edge }
  }
  return undefined
}

/** The keys and issuers that are trusted for approvals of a pipeline. */
export const trustIn = ({ vouched }: Pick<FlowParts, 'vouched'>, { trust: { keys, issuers = [] } }: ServedPipeline): Trust => ({
  keys,
  issuers: vouched === undefined ? issuers : [vouched, ...issuers],
})

/** The current time. */
export const nowOf = ({ clock }: Pick<FlowParts, 'clock'>): Date => new Date(clock.now())

/** Notifies all listeners. */
export async function tell(
  { listeners }: Pick<FlowParts, 'listeners'>,
  transaction: Queryable,
  happening: Happening,
): Promise<void> {
  for (const listener of listeners) await listener(transaction, happening)
}
