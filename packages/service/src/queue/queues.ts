import type { Queue } from 'pg-boss'

/** Database schema of the queue's tables. */
export const queueSchema = 'promotion_jobs'

/** Data of a job that checks an edge. */
export interface LookJob {
  /** ID of the edge. */
  readonly edge: string
}

/** Data of a job that applies a plan. */
export interface ApplyJob {
  readonly plan: number
}

/** Data of a job that reconciles an edge. */
export interface ReconcileJob {
  readonly edge: string
}

/** Data of a job that reads the contents of all stages. */
export interface InventoryJob {
  /** Name of the pipeline. */
  readonly pipeline: string
}

/** Data of a job that assesses a whole pipeline. */
export interface AssessJob {
  /** Name of the pipeline. */
  readonly pipeline: string
  /** What is assessed: whether its stages contain what they should, or whether its ledger is intact. */
  readonly what: 'drift' | 'ledger'
}

/** Data of a job that rolls back a plan. */
export interface RollbackJob {
  /** Number of the run that does it. */
  readonly run: number
}

/** Data of a job that cleans up after a run that another one has replaced. */
export interface SweepJob {
  readonly plan: number
  /** Number of consecutive failures. */
  readonly failures: number
}

/** Data of a job that rehearses a plan. */
export interface RehearseJob {
  readonly plan: number
}

/**
 * The data of each queue's jobs. A job is only a hint that something is due according to the tables of the service, so a lost job only causes a
 * delay.
 */
export interface Jobs {
  readonly look: LookJob
  readonly apply: ApplyJob
  readonly reconcile: ReconcileJob
  readonly inventory: InventoryJob
  readonly assess: AssessJob
  readonly rollback: RollbackJob
  readonly rehearse: RehearseJob
  readonly sweep: SweepJob
  /** Deletes old data. */
  readonly retention: Record<string, never>
}

/** Name of a queue. */
export type QueueName = keyof Jobs

/*
 * `stately`: for one edge or plan, one job runs and one waits, so that work which arrives meanwhile is processed once more, and only once. A worker
 * that is silent for ten seconds is considered dead, and its job goes to another one at once, however often that happens. Jobs themselves never
 * fail: failures are recorded where they occur, with the time of the next attempt.
 */
const common = {
  policy: 'stately',
  notify: true,
  heartbeatSeconds: 10,
  retryLimit: 1_000,
  retryDelay: 0,
  deleteAfterSeconds: 3_600,
} as const satisfies Omit<Queue, 'name'>

/** Every queue, with the seconds after which a job that does not end is considered lost. */
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
