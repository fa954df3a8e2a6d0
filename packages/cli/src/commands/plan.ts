import { writeDocument } from '../files/write-document.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import { planResult } from '../results/plan.ts'
import { onServer, type ServerOptions } from '../server/options.ts'
import { makePlan, type PlanningOptions, planning } from '../steps/planning.ts'

/** `plan`: plans a promotion. */
export const planCommand = (frame: Frame) =>
  onServer(
    planning(command('plan', 'Show what would move from one stage to the next, and why the rest would not. Changes nothing.')),
  )
    .option('--out <file>', 'save the plan to this file, for approve and apply')
    .action(
      acting<PlanningOptions & ServerOptions & { out?: string | undefined }>(frame, async (task, options) => {
        const made = options.server === undefined ? await makePlan(task, options) : await there(options.server)
        if (options.out !== undefined) await writeDocument(task.context, options.out, made)
        return planResult(made, options)

        async function there(url: string) {
          const { planByServer } = await import('../server/plan.ts')
          return planByServer(task, url, options)
        }
      }),
    )
