import type { Package } from '@cloudsmith-sdk/client'
import { stageOf } from '../core/stage.ts'
import { UsageError } from '../core/usage-error.ts'
import type { PrunedPackage } from '../documents/packages.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/compared.ts'
import { prunable } from '../steps/prunable.ts'
import { milliseconds } from '../steps/time.ts'

interface Options extends CommonOptions {
  readonly stage?: string | undefined
  readonly keep?: string | undefined
  readonly olderThan?: string | undefined
  readonly query?: string | undefined
  readonly yes?: true | undefined
  readonly dryRun?: true | undefined
}

/** `prune`: old packages of development. */
export const pruneCommand = (frame: Frame) =>
  command(
    'prune',
    'Delete old packages of a stage: all but the newest of each name, and never what a later stage lacks. Says what, until --yes.',
  )
    .option('--stage <stage>', 'stage (default: the first of the pipeline)')
    .option('--keep <count>', 'versions to keep of each name, distribution and architecture')
    .option('--older-than <time>', 'only what was pushed longer ago: 30d')
    .option('--query <query>', 'only packages that a search finds')
    .option('--yes', 'delete them')
    .option('--dry-run', 'say what would be deleted, --yes or not')
    .action(
      acting<Options>(frame, async (task, options) => {
        const { pipeline } = await task.pipeline()
        const keep = Number(task.need('--keep', options.keep))
        if (!Number.isInteger(keep) || keep < 1) throw new UsageError('--keep takes a whole number from 1 on.')
        const stage = stageOf(pipeline, options.stage ?? pipeline.stages[0]?.name ?? '')
        const cloudsmith = await task.cloudsmith()
        const { signal } = task.context
        const before =
          options.olderThan === undefined ? undefined : cloudsmith.clock.now() - milliseconds('--older-than', options.olderThan)
        const found = await prunable(cloudsmith, pipeline, stage, { keep, before, query: options.query, signal })
        const isDry = options.yes !== true || task.isDry(options.dryRun)
        if (!isDry) {
          for (const { slug_perm } of found.old)
            await cloudsmith.packages.delete({ owner: pipeline.owner, repo: stage.repository, identifier: slug_perm }, { signal })
        }
        const lines = [
          ...found.old.map(
            ({ format, name, version, uploaded_at }) =>
              `${isDry ? 'would delete' : 'deleted'}  ${format}:${name}@${version}  ${uploaded_at}`,
          ),
          ...found.needed.map(({ pkg, by }) => `keeps  ${pkg.format}:${pkg.name}@${pkg.version}: ${by} does not have it`),
        ]
        return resultOf({
          kind: 'pruned',
          value: {
            stage: stage.name,
            dryRun: isDry,
            items: found.old.map(rowOf),
            kept: found.needed.map(({ pkg, by }) => ({ ...rowOf(pkg), lackedBy: by })),
          },
          rows: found.old.map(rowOf),
          text: [
            ...lines,
            `${found.old.length} ${isDry ? 'would be deleted' : 'deleted'} of ${found.looked}.${isDry && options.yes !== true && found.old.length > 0 ? ' Delete them with --yes.' : ''}`,
          ].join('\n'),
          markdown: lines.map((line) => `- ${line}`).join('\n') || 'Nothing to delete.',
          outputs: { deleted: isDry ? 0 : found.old.length, 'would-delete': found.old.length },
        })
      }),
    )

const rowOf = ({ slug_perm, format, name, version, uploaded_at, size }: Package): PrunedPackage => ({
  ...{ slugPerm: slug_perm, format, name, version },
  ...{ uploadedAt: uploaded_at, size },
})
