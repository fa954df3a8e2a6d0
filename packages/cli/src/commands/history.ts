import { ledgerIn } from '../files/ledger.ts'
import { readTrust } from '../files/trust.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions, Task } from '../frame/task.ts'
import { resultOf } from '../results/result-of.ts'
import { mustNotBeSaid, onServer, type ServerOptions } from '../server/options.ts'

type Options = CommonOptions & ServerOptions & { args?: string[]; ledger?: string }

/** `history`: lists what was promoted into a stage, with its evidence. */
export const historyCommand = (frame: Frame) =>
  onServer(
    command('history', 'List what was promoted into a stage, when and by whom, as far as evidence proves it.').argument(
      '<stage>',
      'stage',
    ),
  )
    .option('--ledger <file>', 'ledger file to read, as apply --ledger writes it')
    .action(
      acting<Options>(frame, async (task, options) => {
        const [stage = ''] = options.args ?? []
        const { historyMarkdown, historyText } = await import('@cloudsmith-sdk/promotion/evidence')
        const { owner, entries } = await entriesOf(task, options, stage)
        return resultOf({
          kind: 'history',
          value: { owner, stage, entries },
          rows: entries,
          text: historyText(entries),
          markdown: (limits) => historyMarkdown(entries, limits),
        })
      }),
    )

async function entriesOf(task: Task, options: Options, stage: string) {
  const { server, ledger, pipeline: named } = options
  if (server !== undefined) {
    const [{ connect }, { historyThere }] = await Promise.all([import('../server/connect.ts'), import('../server/history.ts')])
    mustNotBeSaid(options, 'profile', 'ledger')
    return historyThere(await connect(task, server), { pipeline: named, stage })
  }
  const { history } = await import('@cloudsmith-sdk/promotion/evidence')
  const { pipeline, path } = await task.pipeline()
  const { keys = [] } = await readTrust(path)
  const entries = await history(await task.cloudsmith(), pipeline, {
    ...{ stage, keys, signal: task.context.signal },
    ledger: await ledgerIn(task.context, ledger),
  })
  return { owner: pipeline.owner, entries }
}
