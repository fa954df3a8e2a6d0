import type { Plan } from '@cloudsmith-sdk/promotion'
import { engine } from '../core/engine.ts'
import type { Result } from '../core/result.ts'
import { approvalsFolder, readApprovals } from '../files/approvals.ts'
import { holdStoreOf } from '../files/holds.ts'
import { readTrust } from '../files/trust.ts'
import type { Task } from '../frame/task.ts'
import { follow } from '../progress/follow.ts'
import { reportResult } from '../results/report.ts'
import { keeping } from './keeping.ts'
import { milliseconds } from './time.ts'

/** What says how to apply. */
export interface ApplyingOptions {
  readonly quiet?: true | undefined
  readonly timeout?: string | undefined
  readonly report?: string | undefined
  readonly ledger?: string | undefined
  readonly failIfNothing?: true | undefined
}

/**
 * Applies a plan, tells people how far it is, and keeps the report, that of a run which was cut off too.
 *
 * @throws {UnfinishedError} it could not go on, or the report cannot be kept: it is the result all the same
 */
export async function applyPlan(task: Task, plan: Plan, options: ApplyingOptions): Promise<Result> {
  const { pipeline, path } = await task.pipeline()
  const { apply, InterruptedError } = await engine()
  const { fileLedger } = await import('@cloudsmith-sdk/promotion/node')
  const cloudsmith = await task.cloudsmith()
  const run = apply(cloudsmith, pipeline, plan, {
    ...(await readApprovals(approvalsFolder(path))),
    trust: await readTrust(path),
    holdStore: await holdStoreOf(path),
    ledger: options.ledger === undefined ? undefined : fileLedger(options.ledger),
    timeout: options.timeout === undefined ? undefined : milliseconds('--timeout', options.timeout),
    signal: task.context.signal,
  })
  const { report, cut } = await follow(task, run, () => cloudsmith.clock.now()).then(
    async () => ({ report: await run, cut: undefined }),
    (error: unknown) => {
      if (error instanceof InterruptedError) return { report: error.report, cut: error }
      throw error
    },
  )
  return keeping(task, options.report, { document: report, result: await reportResult(report, options), cut })
}
