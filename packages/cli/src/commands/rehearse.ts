import { readDocument } from '../files/read-document.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { rehearsalResult } from '../results/rehearsed.ts'
import { rehearse } from '../steps/rehearsing.ts'

/** `rehearse`: what would become of a plan. */
export const rehearseCommand = (frame: Frame) =>
  command('rehearse', 'Apply a plan to a mirror of the stages, in memory, and say what would happen. Sends nothing but reads.')
    .argument('<plan>', 'file with a plan, or - for standard input')
    .option('--findings', 'read what scans found in each package, a request for each, so that the mirror finds the same')
    .action(
      acting<CommonOptions & { args?: string[]; findings?: true | undefined }>(
        frame,
        async (task, { args: [file] = [], findings }) => {
          const plan = await readDocument(task.context, 'plan', file)
          return rehearsalResult(await rehearse(task, plan, findings === true ? 'all' : 'none'))
        },
      ),
    )
