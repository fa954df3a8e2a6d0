import { visibleLines } from '@cloudsmith-sdk/promotion/text'
import { engine } from '../core/engine.ts'
import { plural } from '../core/plural.ts'
import type { Result } from '../core/result.ts'
import { writeDocument } from '../files/write-document.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { nameOf } from '../results/name-of.ts'

/** `snapshot`: records what a stage contains. */
export const snapshotCommand = (frame: Frame) =>
  command('snapshot', 'Record what a stage holds now, to restore it later.')
    .argument('<stage>', 'stage')
    .option('--out <file>', 'save the snapshot to this file')
    .action(
      acting<CommonOptions & { args?: string[]; out?: string }>(
        frame,
        async (task, { args: [stage = ''] = [], out }): Promise<Result> => {
          const { snapshot } = await engine()
          const { pipeline } = await task.pipeline()
          const taken = await snapshot(await task.cloudsmith(), pipeline, stage, { signal: task.context.signal })
          if (out !== undefined) await writeDocument(task.context, out, taken)
          const heading = `${taken.owner}/${taken.repository} (${stage}) held ${plural(taken.items.length, 'package')} at ${taken.at}`
          const lines = taken.items.map((item) => `${nameOf(item.package)}${item.tagged ? ' (tagged)' : ''}`)
          return {
            exit: 'done',
            document: taken,
            rows: taken.items,
            text: visibleLines([heading, ...lines.map((line) => `  ${line}`)]),
            markdown: () => heading,
            checks: [],
            outputs: { packages: taken.items.length },
          }
        },
      ),
    )
