import { UsageError } from '../core/usage-error.ts'
import { documentOf } from '../files/read-document.ts'
import { readText } from '../files/read-text.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { planResult } from '../results/plan.ts'
import { reportResult } from '../results/report.ts'

/** `show`: prints a stored plan or report in any format. */
export const showCommand = (frame: Frame) =>
  command('show', 'Show a saved plan or report. Works offline.')
    .argument('<file>', 'plan or report file, or - for standard input')
    .action(
      acting<CommonOptions & { args?: string[] }>(frame, async (task, { args: [file = '-'] = [] }) => {
        const text = await readText(task.context, file)
        switch (kindOf(text)) {
          case 'cloudsmith-promotion/report':
            return reportResult(await documentOf('report', text, file))
          case 'cloudsmith-promotion/plan':
            return planResult(await documentOf('plan', text, file))
          default:
            throw new UsageError(`${file} is neither a plan nor a report.`)
        }
      }),
    )

function kindOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined
  } catch {
    return undefined
  }
}
