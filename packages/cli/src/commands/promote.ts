import { writeDocument } from '../files/write-document.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import { planResult } from '../results/plan.ts'
import { type ApplyingOptions, applying, applyPlan } from '../steps/applying.ts'
import { makePlan, type PlanningOptions, planning } from '../steps/planning.ts'

type Options = PlanningOptions & ApplyingOptions & { out?: string | undefined }

/** `promote`: plans a promotion and applies it. */
export const promoteCommand = (frame: Frame) =>
  applying(
    planning(command('promote', 'Plan and apply in one step. Does exactly what the plan says.'))
      .option('--out <file>', 'save the plan to this file; if promote is interrupted, applying the plan finishes it')
      .option('--dry-run', 'plan only'),
  ).action(
    acting<Options>(frame, async (task, options) => {
      const made = await makePlan(task, options)
      if (options.out !== undefined) await writeDocument(task.context, options.out, made)
      if (task.isDry) return planResult(made, options)
      return applyPlan(task, made, options)
    }),
  )
