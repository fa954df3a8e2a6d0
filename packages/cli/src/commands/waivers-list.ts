import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/result-of.ts'

/** `waivers list`: lists waivers and when they expire. */
export const waiversListCommand = (frame: Frame) =>
  command('list', 'List the waivers of the pipeline, those that expire next first. Works offline.').action(
    acting<CommonOptions>(frame, async (task) => {
      const { pipeline } = await task.pipeline()
      const now = task.context.clock?.now() ?? Date.now()
      const rows = pipeline.waivers.given
        .map((waiver) => ({ ...waiver, expired: Date.parse(waiver.expires) <= now }))
        .toSorted((a, b) => Date.parse(a.expires) - Date.parse(b.expires))
      const lines = rows.map(
        ({ waives, owner, expires, expired, reason }) =>
          `${waives}  ${expired ? 'ended' : 'until'} ${expires}  by ${owner}: ${reason}`,
      )
      return resultOf({
        kind: 'waiver-list',
        value: { owner: pipeline.owner, waivers: rows },
        rows,
        text: lines,
        empty: 'No waivers.',
        checks: rows.map(({ waives, owner, expired, expires }) => ({
          subject: `${waives} (${owner})`,
          rule: 'waiver',
          outcome: expired ? 'skipped' : 'passed',
          reasons: expired ? [`it ended at ${expires}`] : [],
        })),
      })
    }),
  )
