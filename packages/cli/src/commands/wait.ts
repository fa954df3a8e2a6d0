import type { Plan } from '@cloudsmith-sdk/promotion'
import { plural } from '../core/plural.ts'
import { UnfinishedError } from '../core/unfinished-error.ts'
import { UsageError } from '../core/usage-error.ts'
import { writeDocument } from '../files/write-document.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import { planResult } from '../results/plan.ts'
import { makePlan, type PlanningOptions, planning } from '../steps/planning.ts'
import { milliseconds } from '../steps/time.ts'

type Options = PlanningOptions & { out?: string | undefined; timeout?: string | undefined; interval?: string | undefined }

/** `wait`: waits until packages can be promoted. */
export const waitCommand = (frame: Frame) =>
  planning(command('wait', 'Wait until the gates let packages pass: scans, soak times, freezes, approvals. Changes nothing.'))
    .option('--timeout <time>', 'longest wait: 90s, 30m, 2h (default: 1h); after that, show what is missing and exit with 4')
    .option('--interval <time>', 'time between checks (default: 30s)')
    .option('--out <file>', 'save the last plan to this file')
    .action(
      acting<Options>(frame, async (task, options) => {
        const { clock } = await task.cloudsmith()
        const deadline = clock.now() + milliseconds('--timeout', options.timeout ?? '1h')
        const interval = milliseconds('--interval', options.interval ?? '30s')
        if (interval === 0) throw new UsageError('--interval has to be longer than 0, such as 30s.')
        let made = await makePlan(task, options)
        while (isWaiting(made) && clock.now() + interval <= deadline) {
          task.note(
            `Waiting: ${made.items.filter(({ outcome }) => isOpen(outcome)).length} of ${plural(made.items.length, 'package')} cannot be promoted yet.`,
          )
          try {
            await clock.sleep(interval, task.context.signal)
            made = await makePlan(task, options)
          } catch (error) {
            throw new UnfinishedError(await ended(made), error)
          }
        }
        return ended(made)

        async function ended(plan: Plan) {
          if (options.out !== undefined) await writeDocument(task.context, options.out, plan)
          return planResult(plan, options)
        }
      }),
    )

const isOpen = (outcome: Plan['items'][number]['outcome']): boolean => outcome === 'waiting' || outcome === 'needs approval'

/** Blocked packages do not become promotable by themselves, so there is nothing to wait for. */
const isWaiting = ({ items }: Plan): boolean =>
  items.some(({ outcome }) => isOpen(outcome)) && !items.some(({ outcome }) => outcome === 'blocked' || outcome === 'conflict')
