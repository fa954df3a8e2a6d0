import type { Plan } from '@cloudsmith-sdk/promotion'
import { engine } from '../core/engine.ts'
import type { Result } from '../core/result.ts'
import { decidedBeside } from '../files/decided.ts'
import type { Task } from '../frame/task.ts'
import { planResult } from '../results/plan.ts'
import type { DockerRegistryOptions } from '../select/docker-registry.ts'

/** Plans the same packages again with the current approvals and waivers: what applying the plan would do now. Only reads. */
export async function dryRun(
  task: Task,
  { from, to, edge, set, requestedBy, items, rules }: Plan,
  { dockerRegistry }: DockerRegistryOptions,
): Promise<Result> {
  const { pipeline, path } = await task.pipeline()
  const { plan } = await engine()
  const slugPerms = items.map(({ slugPerm }) => slugPerm)
  const select = set === null ? { slugPerms } : { slugPerms, set }
  const { cloudsmith, registry } = await task.withRegistry(dockerRegistry)
  const now = await plan(cloudsmith, pipeline, {
    ...{ from, to, select, registry, allowEmpty: true, changed: rules.changed },
    edge: edge ?? undefined,
    requestedBy: requestedBy ?? undefined,
    ...(await decidedBeside(path)),
    signal: task.context.signal,
  })
  return planResult(now)
}
