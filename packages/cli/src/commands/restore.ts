import type { Restoration } from '@cloudsmith-sdk/promotion'
import { engine } from '../core/engine.ts'
import type { Result } from '../core/result.ts'
import { UnfinishedError } from '../core/unfinished-error.ts'
import { readText } from '../files/read-text.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/compared.ts'
import { nameOf } from '../results/name-of.ts'

/** `restore`: makes a stage what it was. */
export const restoreCommand = (frame: Frame) =>
  command('restore', 'Make a stage hold what a snapshot says, and hold what came since.')
    .argument('<snapshot>', 'file with a snapshot, or - for standard input')
    .option('--dry-run', 'only say what would be done')
    .option('--by <name>', 'who restores it')
    .option('--why <reason>', 'why, for those who find what came since held')
    .option('--no-hold', 'hold nothing')
    .action(
      acting<CommonOptions & { args?: string[]; by?: string; why?: string; hold?: boolean }>(frame, async (task, options) => {
        const { readSnapshot } = await import('@cloudsmith-sdk/promotion/documents')
        const { restore, RestoreInterruptedError } = await engine()
        const [file = '-'] = options.args ?? []
        const to = readSnapshot(await readText(task.context, file), { source: file })
        const { pipeline } = await task.pipeline()
        const dryRun = task.isDry
        const said =
          options.by === undefined && options.why === undefined
            ? undefined
            : { by: task.need('--by', options.by), why: task.need('--why', options.why) }
        const restoring = { dryRun, hold: options.hold === false ? (false as const) : said, signal: task.context.signal }
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
    checks: restored.items.map((item) => ({
      subject: nameOf(item.package),
      rule: 'restore',
      outcome: item.why === null ? 'passed' : 'failed',
      reasons: item.why === null ? [] : [item.why],
    })),
    outputs: { outcome: restored.outcome },
  })
}
