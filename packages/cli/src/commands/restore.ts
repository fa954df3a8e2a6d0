import type { Restoration } from '@cloudsmith-sdk/promotion'
import { engine } from '../core/engine.ts'
import type { Result } from '../core/result.ts'
import { UnfinishedError } from '../core/unfinished-error.ts'
import { readDocument } from '../files/read-document.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/result-of.ts'
import { checksOf, type HoldingOptions, holding, holdOf } from '../steps/taking-back.ts'

/** `restore`: restores a stage to a snapshot. */
export const restoreCommand = (frame: Frame) =>
  holding(
    command('restore', 'Restore a stage to a snapshot, and hold whatever has arrived since.').argument(
      '<snapshot>',
      'snapshot file, or - for standard input',
    ),
  )
    .option('--dry-run', 'only show what would be done')
    .action(
      acting<CommonOptions & HoldingOptions & { args?: string[] }>(frame, async (task, options) => {
        const { restore, RestoreInterruptedError } = await engine()
        const to = await readDocument(task.context, 'snapshot', options.args?.[0])
        const { pipeline } = await task.pipeline()
        const dryRun = task.isDry
        const restoring = { dryRun, hold: holdOf(task, options), signal: task.context.signal }
        const restored = await restore(await task.cloudsmith(), pipeline, to, restoring).catch(async (error: unknown) => {
          throw error instanceof RestoreInterruptedError
            ? new UnfinishedError(await restoredResult(error.restoration), error)
            : error
        })
        return restoredResult(restored)
      }),
    )

async function restoredResult(restored: Restoration): Promise<Result> {
  const { restorationMarkdown, restorationText } = await engine()
  return resultOf({
    kind: 'restoration',
    value: restored,
    rows: restored.items,
    text: restorationText(restored),
    markdown: (limits) => restorationMarkdown(restored, limits),
    exit: restored.outcome === 'restored' ? 'done' : 'needs a human',
    checks: checksOf(restored.items, 'restore'),
    outputs: { outcome: restored.outcome },
  })
}
