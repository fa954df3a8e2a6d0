import type { Plan } from '@cloudsmith-sdk/promotion'
import type { Command, OptionValues } from '@commander-js/extra-typings'
import { requesterIn } from '../ci/people.ts'
import { engine } from '../core/engine.ts'
import { decidedBeside } from '../files/decided.ts'
import type { CommonOptions, Task } from '../frame/task.ts'
import { type DockerRegistryOptions, readingImages } from '../select/docker-registry.ts'
import { needing } from '../select/needs.ts'
import { type SelectionOptions, selecting, selectionOf } from '../select/options.ts'
import { type WishOptions, wishesOf } from '../select/wishes.ts'

/** The options for making a plan. */
export interface PlanningOptions extends CommonOptions, SelectionOptions, WishOptions, DockerRegistryOptions {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly edge?: string | undefined
  readonly requestedBy?: string | undefined
  readonly failIfNothing?: true | undefined
}

/** Adds the flags for making a plan. */
export const planning = <Args extends unknown[], Options extends OptionValues, Globals extends OptionValues>(
  command: Command<Args, Options, Globals>,
) =>
  readingImages(
    needing(
      selecting(
        command
          .option('--from <stage>', 'stage to promote from')
          .option('--to <stage>', 'stage to promote to')
          .option('--edge <name>', 'edge with this name, such as hotfix (default: the edge without a name)'),
      ),
    ),
  )
    .option('--requested-by <name>', 'who requests the promotion, and therefore cannot approve it')
    .option('--changed <what>', 'leave-out or refuse: what to do with a package that has changed since the plan')
    .option('--allow-empty', 'succeed when the selection is empty')
    .option('--fail-if-nothing', 'exit with 10 when there is nothing to do')

/** Makes the plan that the flags describe, with the approvals next to the pipeline. */
export async function makePlan(task: Task, options: PlanningOptions): Promise<Plan> {
  const { pipeline, path } = await task.pipeline()
  const { from, to, edge, requestedBy, dockerRegistry } = options
  const source = task.need('--from', from)
  const select = await selectionOf(task, options, source)
  const { plan } = await engine()
  const { cloudsmith, registry } = await task.withRegistry(dockerRegistry)
  return plan(cloudsmith, pipeline, {
    ...{ from: source, to: task.need('--to', to), edge, select, registry },
    ...wishesOf(options),
    requestedBy: requestedBy ?? requesterIn(task.context.env),
    ...(await decidedBeside(path)),
    signal: task.context.signal,
  })
}
