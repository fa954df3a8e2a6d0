import type { Rollback } from '@cloudsmith-sdk/promotion'
import { engine } from '../core/engine.ts'
import type { Result } from '../core/result.ts'
import { UnfinishedError } from '../core/unfinished-error.ts'
import { readDocument } from '../files/read-document.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/result-of.ts'
import { checksOf, type HoldingOptions, holding, holdOf } from '../steps/taking-back.ts'

/** `rollback`: undoes what a report says was done. */
export const rollbackCommand = (frame: Frame) =>
  holding(
    command(
      'rollback',
      'Undo what a report says was done, and hold those packages so that no automation promotes them again.',
    ).argument('<report>', 'report file, or - for standard input'),
  )
    .option('--dry-run', 'only show what would be undone')
    .action(
      acting<CommonOptions & HoldingOptions & { args?: string[] }>(frame, async (task, options) => {
        const { rollback, RollbackInterruptedError } = await engine()
        const report = await readDocument(task.context, 'report', options.args?.[0])
        const undoing = { dryRun: task.isDry, hold: holdOf(task, options), signal: task.context.signal }
        const undone = await rollback(await task.cloudsmith(), report, undoing).catch(async (error: unknown) => {
          throw error instanceof RollbackInterruptedError ? new UnfinishedError(await undoneResult(error.rollback), error) : error
        })
        return undoneResult(undone)
      }),
    )

async function undoneResult(undone: Rollback): Promise<Result> {
  const { rollbackMarkdown, rollbackText } = await engine()
  return resultOf({
    kind: 'rollback',
    value: undone,
    rows: undone.items,
    text: rollbackText(undone),
    markdown: (limits) => rollbackMarkdown(undone, limits),
    exit: undone.outcome === 'undone' ? 'done' : 'needs a human',
    checks: checksOf(undone.items, 'rollback'),
    outputs: { outcome: undone.outcome },
  })
}
