import { readDocument } from '../files/read-document.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { rehearsalResult } from '../results/rehearsed.ts'
import { rehearse } from '../steps/rehearsing.ts'

/** `rehearse`: tries a plan on a mirror of its stages. */
export const rehearseCommand = (frame: Frame) =>
  command(
    'rehearse',
    'Dry run: apply a plan to an in-memory mirror of the stages, and show what would happen. Only reads from the service.',
  )
    .argument('<plan>', 'plan file, or - for standard input')
    .option(
      '--findings',
      'also read the scan findings of each package, with one request for each, so that the mirror has them too',
    )
    .action(
      acting<CommonOptions & { args?: string[]; findings?: true | undefined }>(
        frame,
        async (task, { args: [file] = [], findings }) => {
          const plan = await readDocument(task.context, 'plan', file)
          return rehearsalResult(await rehearse(task, plan, findings === true ? 'all' : 'none'))
        },
      ),
    )
