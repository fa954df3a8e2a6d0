import { clearDuplicates } from '@cloudsmith-sdk/promotion/automation'
import type { Job, JobQueue } from '../queue/boss.ts'
import { findPlan, planDocument } from '../store/plans.ts'
import { retryAfter } from './backoff.ts'
import { clientFor } from './client.ts'
import { edgeIn, type FlowParts, nowOf } from './parts.ts'

/** Milliseconds after a worker learns that it was believed dead: by then, its last requests have failed, and lists show that. */
const lag = 180_000

/** Schedules the clean-up of what a worker may have sent after another one had taken over its plan. */
export const sendSweep = (queue: JobQueue, plan: number, now: Date): Promise<void> =>
  queue.send('sweep', String(plan), { plan, failures: 0 }, { at: new Date(now.getTime() + lag) })

/** Maximum number of attempts. What is left then is a failed entry and not a package. */
const most = 5

/** Deletes failed duplicates of the packages of a plan. Any process may do so, any number of times. */
export async function sweep(parts: FlowParts, { data, signal }: Pick<Job<'sweep'>, 'data' | 'signal'>): Promise<void> {
  const { database, queue, log, ending } = parts
  const [row, plan] = [await findPlan(database, data.plan), await planDocument(database, data.plan)]
  const found = row && edgeIn(parts, row.edge)
  if (found === undefined || plan === undefined) return
  try {
    const cleared = await clearDuplicates(clientFor(parts, found.served), plan, { signal: AbortSignal.any([signal, ending]) })
    if (cleared > 0) log.info('duplicates from a run that was taken over were removed', { plan: data.plan, cleared })
  } catch (error) {
    const failures = data.failures + 1
    const { at } = retryAfter(error, failures, nowOf(parts))
    log.warn('duplicates could not be removed', { plan: data.plan, failures, error })
    if (failures < most) await queue.send('sweep', String(data.plan), { ...data, failures }, { at })
  }
}
