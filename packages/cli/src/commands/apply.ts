import { readText } from '../files/read-text.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { type ApplyingOptions, applyPlan } from '../steps/applying.ts'
import { dryRun } from '../steps/dry-run.ts'

type Options = CommonOptions & ApplyingOptions & { args?: string[] }

/** `apply`: does what a plan says. */
export const applyCommand = (frame: Frame) =>
  command('apply', 'Do what a plan says, and nothing else. The same plan may be applied again, after whatever happened.')
    .argument('<plan>', 'file with a plan, or - for standard input')
    .option('--dry-run', 'check both sides and ask the gates, and send nothing')
    .option(
      '--timeout <time>',
      'longest wait for arrivals and their scans: 90s, 30m, 2h (default: 1h); then it is waiting, and the same plan goes on',
    )
    .option('--report <file>', 'keep the report, for rollback')
    .option('--ledger <file>', 'write down what happens, line by line')
    .option('--fail-if-nothing', 'exit with 10 where nothing was promoted')
    .action(
      acting<Options>(frame, async (task, options) => {
        const { readPlan } = await import('@cloudsmith-sdk/promotion/documents')
        const [file = '-'] = options.args ?? []
        const plan = readPlan(await readText(task.context, file), { source: file })
        if (task.isDry) return dryRun(task, plan)
        return applyPlan(task, plan, options)
      }),
    )
