import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pipeline, Selection } from '@cloudsmith-sdk/promotion'
import type { Result } from '../core/result.ts'
import { stageOf } from '../core/stage.ts'
import { UsageError } from '../core/usage-error.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions, Task } from '../frame/task.ts'
import { carryResult } from '../results/carried.ts'
import { nameOf } from '../results/name-of.ts'
import { type SelectionOptions, selecting, selectionOf } from '../select/options.ts'
import { keeping } from '../steps/keeping.ts'
import { milliseconds } from '../steps/time.ts'

interface Options extends CommonOptions, SelectionOptions {
  readonly from?: string | undefined
  readonly toOwner?: string | undefined
  readonly toRepo?: string | undefined
  readonly toProfile?: string | undefined
  readonly toTag?: string[] | undefined
  readonly allowEmpty?: true | undefined
  readonly timeout?: string | undefined
  readonly report?: string | undefined
}

/** `carry`: copies packages into another workspace, where Cloudsmith's own copy does not reach. */
export const carryCommand = (frame: Frame) =>
  selecting(
    command(
      'carry',
      'Copy packages into a repository of another workspace: download their files, upload them there and verify them.',
    )
      .option('--from <stage>', 'stage to promote from')
      .option('--to-owner <workspace>', 'destination workspace')
      .option('--to-repo <repository>', 'destination repository')
      .option('--to-profile <name>', 'section of the credentials file with the credential for the destination')
      .option('--to-tag <tag...>', 'tags to set at the destination, as the last step'),
  )
    .option('--allow-empty', 'succeed when the selection is empty')
    .option(
      '--timeout <time>',
      'time limit for everything: 90s, 30m, 2h (default: 1h); after that, exit with 4: run the same command again to continue',
    )
    .option('--report <file>', 'save the result for each package to this file')
    .action(
      acting<Options>(frame, async (task, options) => {
        task.mustNotBeDry('carry')
        const { pipeline } = await task.pipeline()
        const [from, owner] = [task.need('--from', options.from), task.need('--to-owner', options.toOwner)]
        const [repo, profile] = [task.need('--to-repo', options.toRepo), task.need('--to-profile', options.toProfile)]
        const [ours, theirs] = [await task.cloudsmith(), await task.cloudsmithOf(profile)]
        const select = await selectionOf(task, options, from)
        const source = { cloudsmith: ours, owner: pipeline.owner, repo: repositoryOf(pipeline, from, select) }
        return carried(task, source, { cloudsmith: theirs, owner, repo }, { ...options, select })
      }),
    )

/** The repository of a stage. @throws {UsageError} the stage shares its repository, and the selection is not the tag that marks its packages */
function repositoryOf(pipeline: Pipeline, from: string, select: Selection): string {
  const { shared, tag, repository } = stageOf(pipeline, from)
  if (!shared || (select !== 'everything' && 'tag' in select && select.tag === tag)) return repository
  throw new UsageError(
    `${from} shares ${repository} with another stage: select with --tag ${tag ?? 'of its own'}, which marks its packages.`,
  )
}

type Side = Parameters<typeof import('@cloudsmith-sdk/promotion/carry').carry>[0]

/** Carries packages, with their files on disk in between. Keeps the report, also if the run is interrupted. */
async function carried(task: Task, from: Side, to: Side, options: Options & { select: Selection }): Promise<Result> {
  const { carry, CarryInterruptedError } = await import('@cloudsmith-sdk/promotion/carry')
  const { fileSpool } = await import('@cloudsmith-sdk/promotion/node')
  const { select, toTag, allowEmpty, timeout } = options
  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-promote-'))
  const keep = (result: Result, cut?: Error) => keeping(task, options.report, { document: result.document, result, cut })
  try {
    const report = await carry(from, to, {
      ...{ select, tags: toTag, allowEmpty, spool: fileSpool(folder), signal: task.context.signal },
      timeout: milliseconds('--timeout', timeout),
      onEvent: (event) => {
        if (event.type === 'settled')
          task.note(`${event.done} of ${event.total}: ${event.item.outcome}: ${nameOf(event.item.package)}`)
      },
    })
    return await keep(carryResult(report))
  } catch (error) {
    if (error instanceof CarryInterruptedError) return await keep(carryResult(error.report), error)
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
