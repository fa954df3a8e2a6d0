import type { Drift } from '@cloudsmith-sdk/promotion/compare'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { nameOf } from '../results/name-of.ts'
import { resultOf } from '../results/result-of.ts'

/** `drift`: finds packages that bypassed the pipeline or have changed since. */
export const driftCommand = (frame: Frame) =>
  command('drift', 'Find packages that bypassed the pipeline, have different bytes, or have failed a check since.')
    .argument('[stage...]', 'stages (default: all that have a stage before them)')
    .action(
      acting<CommonOptions & { args?: string[] }>(frame, async (task, { args: named = [] }) => {
        const { drift, driftMarkdown, driftText } = await import('@cloudsmith-sdk/promotion/compare')
        const { pipeline } = await task.pipeline()
        const cloudsmith = await task.cloudsmith()
        const stages = named.length > 0 ? named : [...new Set(pipeline.edges.map(({ to }) => to))]
        const found: Drift[] = []
        for (const stage of stages) found.push(await drift(cloudsmith, pipeline, { stage, signal: task.context.signal }))
        const rows = found.flatMap(({ stage, items }) => items.map((item) => ({ stage, ...item })))
        return resultOf({
          kind: 'drift',
          value: { owner: pipeline.owner, stages: found },
          rows,
          text: found.map(driftText).join('\n'),
          markdown: (limits) => found.map((each) => driftMarkdown(each, limits)).join('\n\n'),
          exit: rows.length > 0 ? 'drift' : 'done',
          checks: [
            ...rows.map((row) => ({
              subject: `${row.stage}: ${nameOf(row.package)}`,
              rule: row.kind,
              outcome: 'failed' as const,
              reasons: [row.detail],
            })),
            ...found
              .filter(({ items }) => items.length === 0)
              .map(({ stage }) => ({ subject: stage, rule: 'drift', outcome: 'passed' as const, reasons: [] })),
          ],
          outputs: { drifted: rows.length, looked: found.reduce((sum, { looked }) => sum + looked, 0) },
        })
      }),
    )
