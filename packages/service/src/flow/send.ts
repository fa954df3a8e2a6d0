import type { Queryable } from '../database/database.ts'
import type { JobQueue } from '../queue/boss.ts'

/** Has an edge looked at. */
export const sendLook = (queue: JobQueue, edge: string, transaction?: Queryable): Promise<void> =>
  queue.send('look', edge, { edge }, { transaction })

/** Has a plan applied. */
export const sendApply = (queue: JobQueue, plan: number, transaction?: Queryable): Promise<void> =>
  queue.send('apply', String(plan), { plan }, { transaction })

/** Has a rollback gone on with. */
export const sendRollback = (queue: JobQueue, run: number, transaction?: Queryable): Promise<void> =>
  queue.send('rollback', String(run), { run }, { transaction })
