import { causeOfKind } from '../core/cause.ts'
import { LostClaimError } from '../core/errors.ts'
import type { Job } from '../queue/boss.ts'
import type { QueueName } from '../queue/queues.ts'
import type { Settings } from '../settings/read-settings.ts'
import { applyPlan } from './apply.ts'
import { assess } from './assess.ts'
import { takeInventory } from './inventory.ts'
import { loadMirror } from './load-mirror.ts'
import { look } from './look.ts'
import type { FlowParts } from './parts.ts'
import { reconcile, registerAll } from './reconcile.ts'
import { rehearsePlan } from './rehearse.ts'
import { forget } from './retention.ts'
import { rollBack } from './roll-back.ts'
import { sweep } from './sweep.ts'
import { keepWaking } from './wake.ts'

/** Milliseconds before a failed job is repeated. Its work remains due in any case. */
const pause = 1_000

/** Starts all workers, which run until the process shuts down. Resolves when they are ready. */
export async function startFlow(parts: FlowParts, { work, retention }: Pick<Settings, 'work' | 'retention'>): Promise<void> {
  const { queue } = parts
  await registerAll(parts)
  await on('look', 2, (job) => look(parts, job))
  await on('apply', work.runs, (job) => applyPlan(parts, job))
  await on('reconcile', 1, ({ data }) => reconcile(parts, data.edge))
  await on('inventory', 1, ({ data, signal }) => takeInventory(parts, data.pipeline, signal))
  await on('assess', 1, (job) => assess(parts, job))
  await on('rollback', 2, (job) => rollBack(parts, job))
  await on('rehearse', 1, (job) => rehearsePlan(parts, job, { most: work.rehearse, loadMirror }))
  await on('sweep', 1, (job) => sweep(parts, job))
  await on('retention', 1, () => forget(parts, retention))
  void keepWaking(parts)

  /** Work records its own failures. Errors that reach this place concern the database or this program. */
  async function on<Name extends QueueName>(name: Name, concurrency: number, handle: (job: Job<Name>) => Promise<void>) {
    await queue.work(name, concurrency, async (job) => {
      try {
        await handle(job)
      } catch (error) {
        if (parts.ending.aborted || causeOfKind(error, LostClaimError) !== undefined) return
        parts.log.error('a job failed', { queue: name, data: job.data, error })
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    })
  }
}
