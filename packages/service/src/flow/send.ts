import type { Queryable } from '../database/database.ts'
import type { JobQueue } from '../queue/boss.ts'

/** Sends a job that checks an edge. */
export const sendLook = (queue: JobQueue, edge: string, transaction?: Queryable): Promise<void> =>
  queue.send('look', edge, { edge }, { transaction })

/** Sends a job that applies a plan. */
export const sendApply = (queue: JobQueue, plan: number, transaction?: Queryable): Promise<void> =>
  queue.send('apply', String(plan), { plan }, { transaction })

/** Sends a job that continues a rollback. */
export const sendRollback = (queue: JobQueue, run: number, transaction?: Queryable): Promise<void> =>
  queue.send('rollback', String(run), { run }, { transaction })
