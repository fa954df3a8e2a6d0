import { stageOf } from '../core/stage.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { nameOf } from '../results/name-of.ts'
import { resultOf } from '../results/result-of.ts'

/** `diff`: compares two stages. */
export const diffCommand = (frame: Frame) =>
  command('diff', 'Compare two stages: what is the same, what differs, and what only one of them has.')
    .argument('<stage>', 'stage')
    .argument('<other-stage>', 'stage to compare it with')
    .action(
      acting<CommonOptions & { args?: string[] }>(frame, async (task, { args: names = [] }) => {
        const { diff, diffMarkdown, diffText } = await import('@cloudsmith-sdk/promotion/compare')
        const { pipeline } = await task.pipeline()
        const [a = '', b = ''] = names.map((name) => stageOf(pipeline, name).repository)
        const found = await diff(await task.cloudsmith(), { owner: pipeline.owner, a, b, signal: task.context.signal })
        const different = found.items.filter(({ kind }) => kind !== 'same')
        return resultOf({
          kind: 'diff',
          value: found,
          rows: found.items,
          text: diffText(found),
          markdown: (limits) => diffMarkdown(found, limits),
          exit: different.length > 0 ? 'drift' : 'done',
          checks: found.items.map((item) => ({
            subject: nameOf(item.package),
            rule: item.kind,
            outcome: item.kind === 'same' ? 'passed' : item.kind === 'other bytes' ? 'failed' : 'skipped',
            reasons: item.kind === 'same' ? [] : [item.kind],
          })),
          outputs: { packages: found.items.length, different: different.length },
        })
      }),
    )
