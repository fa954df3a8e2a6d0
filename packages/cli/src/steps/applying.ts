import type { Plan } from '@cloudsmith-sdk/promotion'
import type { Command, OptionValues } from '@commander-js/extra-typings'
import { engine } from '../core/engine.ts'
import type { Result } from '../core/result.ts'
import { decidedBeside } from '../files/decided.ts'
import { ledgerIn } from '../files/ledger.ts'
import type { Task } from '../frame/task.ts'
import { follow } from '../progress/follow.ts'
import { reportResult } from '../results/report.ts'
import { keeping } from './keeping.ts'
import { milliseconds } from './time.ts'

/** The options for applying a plan. */
export interface ApplyingOptions {
  readonly quiet?: true | undefined
  readonly timeout?: string | undefined
  readonly report?: string | undefined
  readonly ledger?: string | undefined
  readonly failIfNothing?: true | undefined
}

/** Adds the flags for applying a plan. */
export const applying = <Args extends unknown[], Options extends OptionValues, Globals extends OptionValues>(
  command: Command<Args, Options, Globals>,
) =>
  command
    .option(
      '--timeout <time>',
      'longest wait for packages to arrive and be scanned: 90s, 30m, 2h (default: 1h); after that, exit with 4: apply the same plan again to continue',
    )
    .option('--report <file>', 'save the report to this file, for rollback')
    .option('--ledger <file>', 'append every event to this file, one per line')

/**
 * Applies a plan, shows progress, and stores the report, also if the run is interrupted.
 *
 * @throws {UnfinishedError} it was interrupted, or the report cannot be written; carries the result
 */
export async function applyPlan(task: Task, plan: Plan, options: ApplyingOptions): Promise<Result> {
  const { pipeline, path } = await task.pipeline()
  const { apply, InterruptedError } = await engine()
  const cloudsmith = await task.cloudsmith()
  const run = apply(cloudsmith, pipeline, plan, {
    ...(await decidedBeside(path)),
    ledger: await ledgerIn(task.context, options.ledger),
    timeout: milliseconds('--timeout', options.timeout),
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
