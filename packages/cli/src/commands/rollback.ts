import type { Rollback } from '@cloudsmith-sdk/promotion'
import { engine } from '../core/engine.ts'
import type { Result } from '../core/result.ts'
import { UnfinishedError } from '../core/unfinished-error.ts'
import { readText } from '../files/read-text.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/compared.ts'
import { nameOf } from '../results/name-of.ts'

/** `rollback`: undoes what a report says was done. */
export const rollbackCommand = (frame: Frame) =>
  command('rollback', 'Undo what a report says was done, and hold it, so that no automation brings it back.')
    .argument('<report>', 'file with a report, or - for standard input')
    .option('--by <name>', 'who undoes it')
    .option('--why <reason>', 'why, for those who find it held')
    .option('--no-hold', 'hold nothing')
    .option('--dry-run', 'only say what the report says was done')
    .action(
      acting<CommonOptions & { args?: string[]; by?: string; why?: string; hold?: boolean }>(frame, async (task, options) => {
        const { readReport } = await import('@cloudsmith-sdk/promotion/documents')
        const { rollback, RollbackInterruptedError } = await engine()
        const [file = '-'] = options.args ?? []
        const report = readReport(await readText(task.context, file), { source: file })
        if (task.isDry) {
          const { reportResult } = await import('../results/report.ts')
          return { ...(await reportResult(report)), exit: 'done' as const }
        }
        const said =
          options.by === undefined && options.why === undefined
            ? undefined
            : { by: task.need('--by', options.by), why: task.need('--why', options.why) }
        const undoing = { hold: options.hold === false ? (false as const) : said, signal: task.context.signal }
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
    checks: undone.items.map((item) => ({
      subject: nameOf(item.package),
      rule: 'rollback',
      outcome: item.why === null ? 'passed' : 'failed',
      reasons: item.why === null ? [] : [item.why],
    })),
    outputs: { outcome: undone.outcome },
  })
}
