import { ledgerIn } from '../files/ledger.ts'
import { readTrust } from '../files/trust.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/compared.ts'

/** `history`: what was promoted into a stage, by its proofs. */
export const historyCommand = (frame: Frame) =>
  command('history', 'Say what was promoted into a stage, when and by whom, as far as it is proved.')
    .argument('<stage>', 'stage')
    .option('--ledger <file>', 'what was written down of promotions')
    .action(
      acting<CommonOptions & { args?: string[]; ledger?: string }>(frame, async (task, { args: [stage = ''] = [], ledger }) => {
        const { history, historyMarkdown, historyText } = await import('@cloudsmith-sdk/promotion/evidence')
        const { pipeline, path } = await task.pipeline()
        const { keys = [] } = await readTrust(path)
        const entries = await history(await task.cloudsmith(), pipeline, {
          ...{ stage, keys, signal: task.context.signal },
          ledger: await ledgerIn(task.context, ledger),
        })
        return resultOf({
          kind: 'history',
          value: { owner: pipeline.owner, stage, entries },
          rows: entries,
          text: historyText(entries),
          markdown: (limits) => historyMarkdown(entries, limits),
        })
      }),
    )
