import type { Selection } from '@cloudsmith-sdk/promotion'
import { holdStoreOf } from '../files/holds.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions, Task } from '../frame/task.ts'
import { heldResult, resumedResult } from '../results/held.ts'
import { isSelecting, type SelectionOptions, selecting, selectionOf } from '../select/options.ts'
import { milliseconds } from '../steps/time.ts'

interface Options extends CommonOptions, SelectionOptions {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly edge?: string | undefined
  readonly by?: string | undefined
  readonly why?: string | undefined
  readonly for?: string | undefined
}

/** A command with the options that name an edge. */
const onEdge = (name: string, summary: string) =>
  command(name, summary)
    .option('--from <stage>', 'stage at which the edge starts')
    .option('--to <stage>', 'stage to which the edge leads')
    .option('--edge <name>', 'edge with this name')

/** `hold`: holds packages back, or pauses a whole edge. */
export const holdCommand = (frame: Frame) =>
  selecting(
    onEdge(
      'hold',
      'Hold packages back from an edge, or pause the whole edge if none are selected. With the edge alone: list what is held.',
    )
      .option('--by <name>', 'who holds them')
      .option('--why <reason>', 'the reason')
      .option('--for <time>', 'for how long: 30m, 12h, 2d (default: until someone resumes them)'),
  ).action(
    acting<Options>(frame, async (task, options) => {
      const { hold, holds } = await import('@cloudsmith-sdk/promotion/hold')
      const { pipeline, path } = await task.pipeline()
      const about = { edge: edgeOf(task, options), holdStore: await holdStoreOf(path), signal: task.context.signal }
      const { by, why } = options
      const isAsking = by === undefined && why === undefined && options.for === undefined && !isSelecting(options)
      const cloudsmith = await task.cloudsmith()
      if (isAsking) return heldResult(await holds(cloudsmith, pipeline, about))
      task.mustNotBeDry('hold')
      const lasting = milliseconds('--for', options.for)
      const until = lasting === undefined ? undefined : new Date(cloudsmith.clock.now() + lasting)
      const packages = await packagesOf(task, options)
      const request = {
        by: task.need('--by', by),
        why: task.need('--why', why),
        packages,
        ...(until === undefined ? {} : { until }),
      }
      return heldResult(await hold(cloudsmith, pipeline, { ...about, ...request }))
    }),
  )

/** `resume`: ends holds and pauses. */
export const resumeCommand = (frame: Frame) =>
  selecting(
    onEdge('resume', 'Release packages that are held, or resume a paused edge if none are selected.').option(
      '--by <name>',
      'who resumes them',
    ),
  ).action(
    acting<Options>(frame, async (task, options) => {
      task.mustNotBeDry('resume')
      const { resume } = await import('@cloudsmith-sdk/promotion/hold')
      const { pipeline, path } = await task.pipeline()
      const packages = await packagesOf(task, options)
      const about = { edge: edgeOf(task, options), holdStore: await holdStoreOf(path), signal: task.context.signal }
      const by = task.need('--by', options.by)
      return resumedResult(await resume(await task.cloudsmith(), pipeline, { ...about, packages, by }))
    }),
  )

function edgeOf(task: Task, { from, to, edge }: Options) {
  return { from: task.need('--from', from), to: task.need('--to', to), ...(edge === undefined ? {} : { name: edge }) }
}

/** The selected packages; undefined for the whole edge, if no selection is given. */
async function packagesOf(task: Task, options: Options): Promise<Selection | undefined> {
  return isSelecting(options) ? selectionOf(task, options, task.need('--from', options.from)) : undefined
}
