import { writeDocument } from '../files/write-document.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import { planResult } from '../results/plan.ts'
import { makePlan, type PlanningOptions, planning } from '../steps/planning.ts'

/** `plan`: says what would move. */
export const planCommand = (frame: Frame) =>
  planning(command('plan', 'Say what would move from one stage to the next, and why the rest would not. Changes nothing.'))
    .option('--out <file>', 'keep the plan in a file, for approve and apply')
    .action(
      acting<PlanningOptions & { out?: string | undefined }>(frame, async (task, options) => {
        const made = await makePlan(task, options)
        if (options.out !== undefined) await writeDocument(task.context, options.out, made)
        return planResult(made, options)
      }),
    )
