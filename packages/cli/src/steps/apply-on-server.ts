import type { Plan } from '@cloudsmith-sdk/promotion'
import type { Result } from '../core/result.ts'
import type { CommonOptions, Task } from '../frame/task.ts'
import { reportResult } from '../results/report.ts'
import { applyThere } from '../server/apply.ts'
import { connect } from '../server/connect.ts'
import { mustNotBeSaid } from '../server/options.ts'
import type { ApplyingOptions } from './applying.ts'
import { keeping } from './keeping.ts'

/** Has a service apply a plan, and keeps the report of what came of it. */
export async function applyOnServer(
  task: Task,
  url: string,
  plan: Plan,
  options: ApplyingOptions & CommonOptions,
): Promise<Result> {
  task.mustNotBeDry('apply with --server')
  mustNotBeSaid({ '--ledger': options.ledger, '--timeout': options.timeout })
  const report = await applyThere(task, await connect(task, url), plan, options)
  return keeping(task, options.report, { document: report, result: await reportResult(report, options), cut: undefined })
}
