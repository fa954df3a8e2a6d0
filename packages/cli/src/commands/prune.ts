import { type Cloudsmith, NotFoundError, type Package } from '@cloudsmith-sdk/client'
import { plural } from '../core/plural.ts'
import type { Result } from '../core/result.ts'
import { stageOf } from '../core/stage.ts'
import { UnfinishedError } from '../core/unfinished-error.ts'
import { UsageError } from '../core/usage-error.ts'
import type { PrunedPackage } from '../documents/packages.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/result-of.ts'
import { type Prunable, prunable } from '../steps/prunable.ts'
import { milliseconds } from '../steps/time.ts'

interface Options extends CommonOptions {
  readonly stage?: string | undefined
  readonly keep?: string | undefined
  readonly olderThan?: string | undefined
  readonly query?: string | undefined
  readonly yes?: true | undefined
}

/** `prune`: deletes old packages from a stage. */
export const pruneCommand = (frame: Frame) =>
  command(
    'prune',
    'Delete old packages of a stage, but never the newest ones or those that a later stage lacks. Only lists them without --yes.',
  )
    .option('--stage <stage>', 'stage (default: the first one of the pipeline)')
    .option('--keep <count>', 'number of versions to keep of each name, distribution and architecture')
    .option('--older-than <time>', 'only packages uploaded longer ago than this: 30d')
    .option('--query <query>', "only packages that match a search in Cloudsmith's query language")
    .option('--yes', 'delete them')
    .option('--dry-run', 'only show what would be deleted, even with --yes')
    .action(
      acting<Options>(frame, async (task, options) => {
        const { pipeline } = await task.pipeline()
        const keep = Number(task.need('--keep', options.keep))
        if (!Number.isInteger(keep) || keep < 1) throw new UsageError('--keep takes a whole number of 1 or more.')
        const stage = stageOf(pipeline, options.stage ?? pipeline.stages[0]?.name ?? '')
        const cloudsmith = await task.cloudsmith()
        const { signal } = task.context
        const age = milliseconds('--older-than', options.olderThan)
        const before = age === undefined ? undefined : cloudsmith.clock.now() - age
        const found = await prunable(cloudsmith, pipeline, stage, { keep, before, query: options.query, signal })
        const about = { stage: stage.name, isTold: options.yes !== true }
        if (about.isTold || task.isDry) return prunedResult(found, { ...about, dryRun: true })
        const gone: Package[] = []
        try {
          for (const pkg of found.old) {
            await remove(cloudsmith, { owner: pipeline.owner, repo: stage.repository, identifier: pkg.slug_perm }, signal)
            gone.push(pkg)
          }
        } catch (error) {
          throw new UnfinishedError(prunedResult({ ...found, old: gone }, { ...about, complete: false }), error)
        }
        return prunedResult(found, about)
      }),
    )

/** Deletes a package. One that is already gone counts as deleted. */
async function remove(cloudsmith: Cloudsmith, pkg: { owner: string; repo: string; identifier: string }, signal: AbortSignal) {
  await cloudsmith.packages.delete(pkg, { signal }).catch((error: unknown) => {
    if (!(error instanceof NotFoundError)) throw error
  })
}

interface Pruning {
  readonly stage: string
  /** True: the packages are only listed, because nobody confirmed the deletion. */
  readonly isTold: boolean
  readonly dryRun?: boolean
  readonly complete?: boolean
}

function prunedResult({ old, needed, looked }: Prunable, { stage, isTold, dryRun = false, complete = true }: Pruning): Result {
  const lines = [
    ...old.map(
      ({ format, name, version, uploaded_at }) =>
        `${dryRun ? 'would delete' : 'deleted'}  ${format}:${name}@${version}  ${uploaded_at}`,
    ),
    ...needed.map(({ pkg, by }) => `keeps  ${pkg.format}:${pkg.name}@${pkg.version}: ${by} does not have it yet`),
  ]
  const next = isTold && old.length > 0 ? ' Delete them with --yes.' : ''
  return resultOf({
    kind: 'pruned',
    value: {
      ...{ stage, dryRun, complete, items: old.map(rowOf) },
      kept: needed.map(({ pkg, by }) => ({ ...rowOf(pkg), lackedBy: by })),
    },
    rows: old.map(rowOf),
    text: [...lines, `${old.length} of ${plural(looked, 'package')} ${dryRun ? 'would be deleted' : 'deleted'}.${next}`],
    outputs: { deleted: dryRun ? 0 : old.length, 'would-delete': old.length },
  })
}

const rowOf = ({ slug_perm, format, name, version, uploaded_at, size }: Package): PrunedPackage => ({
  ...{ slugPerm: slug_perm, format, name, version },
  ...{ uploadedAt: uploaded_at, size },
})
