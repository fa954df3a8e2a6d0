import { readDocument } from '../files/read-document.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { type DockerRegistryOptions, readingImages } from '../select/docker-registry.ts'
import { onServer, type ServerOptions } from '../server/options.ts'
import { type ApplyingOptions, applying, applyPlan } from '../steps/applying.ts'
import { dryRun } from '../steps/dry-run.ts'

type Options = CommonOptions & ApplyingOptions & ServerOptions & DockerRegistryOptions & { args?: string[] }

/** `apply`: promotes what a plan says. */
export const applyCommand = (frame: Frame) =>
  onServer(
    applying(
      readingImages(
        command('apply', 'Do exactly what a plan says. Applying the same plan again is safe, whatever happened before.')
          .argument('<plan>', 'plan file, or - for standard input')
          .option('--dry-run', 'check both repositories and evaluate the gates, but change nothing'),
      ),
    ),
  )
    .option('--fail-if-nothing', 'exit with 10 when nothing was promoted')
    .action(
      acting<Options>(frame, async (task, options) => {
        const plan = await readDocument(task.context, 'plan', options.args?.[0])
        if (options.server !== undefined) {
          const { applyOnServer } = await import('../steps/apply-on-server.ts')
          return applyOnServer(task, options.server, plan, options)
        }
        if (task.isDry) return dryRun(task, plan, options)
        return applyPlan(task, plan, options)
      }),
    )
