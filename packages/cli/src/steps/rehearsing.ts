import type { Plan } from '@cloudsmith-sdk/promotion'
import type { Rehearsal } from '@cloudsmith-sdk/promotion/rehearsal'
import { decidedBeside } from '../files/decided.ts'
import type { Task } from '../frame/task.ts'

/** Rehearses a plan on a mirror of its stages, which is made in memory. */
export async function rehearse(task: Task, plan: Plan, findings: 'all' | 'none'): Promise<Rehearsal> {
  const [{ mirror }, { rehearse: engineRehearse }] = await Promise.all([
    import('@cloudsmith-sdk/emulator/mirror'),
    import('@cloudsmith-sdk/promotion/rehearsal'),
  ])
  const { pipeline, path } = await task.pipeline()
  return engineRehearse(await task.cloudsmith(), pipeline, plan, {
    ...{ mirror, findings, signal: task.context.signal },
    ...(await decidedBeside(path)),
  })
}
