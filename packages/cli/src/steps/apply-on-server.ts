import type { Plan } from '@cloudsmith-sdk/promotion'
import type { Result } from '../core/result.ts'
import type { CommonOptions, Task } from '../frame/task.ts'
import { planResult } from '../results/plan.ts'
import { reportResult } from '../results/report.ts'
import type { DockerRegistryOptions } from '../select/docker-registry.ts'
import { applyThere } from '../server/apply.ts'
import { mustNotBeSaid } from '../server/options.ts'
import { dryRunThere } from '../server/plan.ts'
import type { ApplyingOptions } from './applying.ts'
import { keeping } from './keeping.ts'
import { milliseconds } from './time.ts'

/** Has a service apply a plan, and stores the report. A dry run submits nothing. */
export async function applyOnServer(
  task: Task,
  url: string,
  plan: Plan,
  options: ApplyingOptions & CommonOptions & DockerRegistryOptions,
): Promise<Result> {
  mustNotBeSaid(options, 'profile', 'dockerRegistry', 'ledger')
  const patience = milliseconds('--timeout', options.timeout)
  if (task.isDry) return planResult(await dryRunThere(task, url, plan, options))
  const report = await applyThere(task, url, plan, { ...options, patience })
  return keeping(task, options.report, { document: report, result: await reportResult(report, options), cut: undefined })
}
