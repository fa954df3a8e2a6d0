import type { Ensured } from '@cloudsmith-sdk/promotion/ensure'
import type { Result } from '../core/result.ts'
import { UnfinishedError } from '../core/unfinished-error.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions } from '../frame/task.ts'
import { resultOf } from '../results/result-of.ts'

/** `ensure`: creates the repositories of the pipeline. */
export const ensureCommand = (frame: Frame) =>
  command('ensure', 'Create the repositories and upstreams of the pipeline that are missing. Existing ones are not changed.')
    .option('--dry-run', 'only show what would be created')
    .action(
      acting<CommonOptions>(frame, async (task) => {
        const { ensure, EnsureInterruptedError } = await import('@cloudsmith-sdk/promotion/ensure')
        const { pipeline } = await task.pipeline()
        const ensuring = { dryRun: task.isDry, signal: task.context.signal }
        const made = await ensure(await task.cloudsmith(), pipeline, ensuring).catch(async (error: unknown) => {
          throw error instanceof EnsureInterruptedError ? new UnfinishedError(await ensuredResult(error.ensured), error) : error
        })
        return ensuredResult(made)
      }),
    )

async function ensuredResult(made: Ensured): Promise<Result> {
  const { ensureMarkdown, ensureText } = await import('@cloudsmith-sdk/promotion/ensure')
  return resultOf({
    kind: 'ensured',
    value: made,
    rows: [...made.created, ...made.differs],
    text: ensureText(made),
    markdown: (limits) => ensureMarkdown(made, limits),
    exit: made.differs.length > 0 ? 'drift' : 'done',
    outputs: { created: made.created.length, differs: made.differs.length },
  })
}
