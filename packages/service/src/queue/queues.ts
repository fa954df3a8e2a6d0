import type { Queue } from 'pg-boss'

/** Schema of the queue's own tables. */
export const queueSchema = 'promotion_jobs'

/** What a job of a look is about. */
export interface LookJob {
  /** See `edgeId`. */
  readonly edge: string
}

/** What a job of a run is about. */
export interface ApplyJob {
  readonly plan: number
}

/** What a job of a reconcile is about. */
export interface ReconcileJob {
  readonly edge: string
}

/** What a job is about that reads all that stages hold. */
export interface InventoryJob {
  /** Name of the pipeline. */
  readonly pipeline: string
}

/** What a job is about that checks something as a whole. */
export interface AssessJob {
  /** Name of the pipeline. */
  readonly pipeline: string
  /** Whether its stages hold what they should, or whether its ledger is whole. */
  readonly what: 'drift' | 'ledger'
}

/** What a job is about that undoes what a plan did. */
export interface RollbackJob {
  /** Number of the run that does it. */
  readonly run: number
}

/** What a job is about that clears away what a run left which another had taken the place of. */
export interface SweepJob {
  readonly plan: number
  /** How often in a row it failed. */
  readonly failures: number
}

/** What a job is about that rehearses a plan. */
export interface RehearseJob {
  readonly plan: number
}

/** What each queue carries. A job is a hint that something is due, which the tables of the service tell: losing one delays, and no more. */
export interface Jobs {
  readonly look: LookJob
  readonly apply: ApplyJob
  readonly reconcile: ReconcileJob
  readonly inventory: InventoryJob
  readonly assess: AssessJob
  readonly rollback: RollbackJob
  readonly rehearse: RehearseJob
  readonly sweep: SweepJob
  /** What is over goes. */
  readonly retention: Record<string, never>
}

/** Name of a queue. */
export type QueueName = keyof Jobs

/*
 * `stately`: of one edge or plan one job runs and one waits, so that what comes meanwhile is looked at once more, and only once. A worker that is
 * not heard of for ten seconds has died, and its job goes to another at once, however often that happens. Jobs never fail by themselves: what
 * went wrong is written down where it happened, with when it is tried again.
 */
const common = {
  policy: 'stately',
  notify: true,
  heartbeatSeconds: 10,
  retryLimit: 1_000,
  retryDelay: 0,
  deleteAfterSeconds: 3_600,
} as const satisfies Omit<Queue, 'name'>

/** Every queue, with the seconds after which a job that goes on and on is taken for lost. */
export const queues: { readonly [Name in QueueName]: Omit<Queue, 'name'> } = {
  look: { ...common, expireInSeconds: 1_800 },
  apply: { ...common, expireInSeconds: 7_200 },
  reconcile: { ...common, expireInSeconds: 600 },
  inventory: { ...common, expireInSeconds: 7_200 },
  assess: { ...common, expireInSeconds: 7_200 },
  rollback: { ...common, expireInSeconds: 7_200 },
  rehearse: { ...common, expireInSeconds: 1_800 },
  sweep: { ...common, expireInSeconds: 600 },
  retention: { ...common, expireInSeconds: 3_600 },
}
