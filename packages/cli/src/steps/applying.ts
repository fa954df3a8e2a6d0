import type { Plan, Report } from '@cloudsmith-sdk/promotion'
import { engine } from '../core/engine.ts'
import { approvalsFolder, readApprovals } from '../files/approvals.ts'
import { holdStoreOf } from '../files/holds.ts'
import { readTrust } from '../files/trust.ts'
import { writeDocument } from '../files/write-document.ts'
import type { Task } from '../frame/task.ts'
import { follow } from '../progress/follow.ts'
import { milliseconds } from './time.ts'

/** What says how to apply. */
export interface ApplyingOptions {
  readonly quiet?: true | undefined
  readonly timeout?: string | undefined
  readonly report?: string | undefined
  readonly ledger?: string | undefined
}

/**
 * Applies a plan, tells people how far it is, and keeps the report, that of a run which was cut off too.
 *
 * @throws {InterruptedError} it could not go on
 */
export async function applyPlan(task: Task, plan: Plan, options: ApplyingOptions): Promise<Report> {
  const { pipeline, path } = await task.pipeline()
  const { apply, InterruptedError } = await engine()
  const { fileLedger } = await import('@cloudsmith-sdk/promotion/node')
  const run = apply(await task.cloudsmith(), pipeline, plan, {
    ...(await readApprovals(approvalsFolder(path))),
    trust: await readTrust(path),
    holdStore: await holdStoreOf(path),
    ledger: options.ledger === undefined ? undefined : fileLedger(options.ledger),
    timeout: options.timeout === undefined ? undefined : milliseconds('--timeout', options.timeout),
    signal: task.context.signal,
  })
  const keep = async (report: Report) => {
    if (options.report !== undefined) await writeDocument(task.context, options.report, report)
    return report
  }
  try {
    await follow(task, run)
    return await keep(await run)
  } catch (error) {
    if (error instanceof InterruptedError) await keep(error.report)
    throw error
  }
}
