import { basename, resolve } from 'node:path'
import type { IfExists, UploadFormat } from '@cloudsmith-sdk/client'
import { oneOf } from '../core/one-of.ts'
import type { Result } from '../core/result.ts'
import { stageOf } from '../core/stage.ts'
import { UnfinishedError } from '../core/unfinished-error.ts'
import { UsageError } from '../core/usage-error.ts'
import type { PushedFile, PushedLine } from '../documents/packages.ts'
import { acting, command, type Frame } from '../frame/command.ts'
import type { CommonOptions, Task } from '../frame/task.ts'
import { resultOf } from '../results/result-of.ts'
import { milliseconds } from '../steps/time.ts'

interface Options extends CommonOptions {
  readonly args?: string[]
  readonly format?: string | undefined
  readonly to?: string | undefined
  readonly tag?: string[] | undefined
  readonly ifExists?: string | undefined
  readonly field?: string[] | undefined
  readonly timeout?: string | undefined
}

const choices: readonly IfExists[] = ['fail', 'skip', 'replace']

/** `push`: uploads files into the first stage. */
export const pushCommand = (frame: Frame) =>
  command('push', 'Upload package files to a stage, and wait until the service has synchronised them.')
    .argument('<file...>', 'package files')
    .option('--format <format>', 'package format: npm, python, docker, deb, …')
    .option('--to <stage>', 'stage (default: the first one of the pipeline)')
    .option('--tag <tag...>', 'tags')
    .option(
      '--if-exists <what>',
      `${choices.join(', ')}: what to do if the package exists already (default: as the repository's settings say)`,
    )
    .option('--field <name=value...>', 'further fields of the upload, such as distribution=debian/bookworm')
    .option('--timeout <time>', 'longest wait for each file to synchronise: 90s, 30m, 2h (default: 10m); after that, exit with 4')
    .option('--dry-run', 'only show what would be uploaded')
    .action(
      acting<Options>(frame, async (task, { args: files = [], ...options }) => {
        const { pipeline } = await task.pipeline()
        const format = task.need('--format', options.format) as UploadFormat
        const stage = stageOf(pipeline, options.to ?? pipeline.stages[0]?.name ?? '')
        const ifExists = options.ifExists === undefined ? undefined : oneOf('--if-exists', options.ifExists, choices)
        const fields = Object.fromEntries((options.field ?? []).map(fieldOf))
        const timeout = milliseconds('--timeout', options.timeout)
        const cloudsmith = await task.cloudsmith()
        const opened = await Promise.all(files.map(async (file) => ({ file, content: await open(task, file) })))
        if (task.isDry)
          return pushedResult(
            files.map((file) => ({ file, repository: stage.repository, format })),
            { dryRun: true },
          )
        const rows: PushedFile[] = []
        try {
          for (const { file, content } of opened) {
            // The service knows which fields a format takes, and rejects all others.
            const params = { owner: pipeline.owner, repo: stage.repository, format, file: content, ifExists, ...fields }
            const pushed = await cloudsmith.push({
              ...params,
              tags: options.tag,
              timeout,
              signal: task.context.signal,
            } as Parameters<typeof cloudsmith.push>[0])
            rows.push({
              file,
              slugPerm: pushed.slug_perm,
              format: pushed.format,
              name: pushed.name,
              version: pushed.version,
              sha256: pushed.checksum_sha256,
            })
            task.note(`Pushed ${basename(file)}: ${pushed.name} ${pushed.version}`)
          }
        } catch (error) {
          throw rows.length === 0 ? error : new UnfinishedError(pushedResult(rows, { complete: false }), error)
        }
        return pushedResult(rows)
      }),
    )

/** @throws {UsageError} the file cannot be read; nothing has been sent then */
async function open({ context: { cwd } }: Task, file: string) {
  const { fileFromPath } = await import('@cloudsmith-sdk/client/node')
  return fileFromPath(resolve(cwd, file)).catch((error: Error) => {
    throw new UsageError(`${file} cannot be read: ${error.message}`, { cause: error })
  })
}

function pushedResult(rows: readonly PushedLine[], { dryRun = false, complete = true } = {}): Result {
  const lines = rows.map((row) => Object.values(row).join('  '))
  return resultOf({
    kind: 'pushed',
    value: { dryRun, complete, items: rows },
    rows,
    text: lines,
  })
}

/** Fields that a flag or the pipeline sets: a field of the same name would override them. */
const elsewhere: Readonly<Record<string, string>> = {
  ...{ owner: 'the pipeline', repo: '--to', format: '--format', file: 'an argument' },
  ...{ tags: '--tag', ifExists: '--if-exists', timeout: '--timeout' },
}

/** @throws {UsageError} the text is not a field, or names one that is set elsewhere */
function fieldOf(said: string): readonly [string, string] {
  const at = said.indexOf('=')
  if (at < 1) throw new UsageError(`--field ${said}: write name=value.`)
  const name = said.slice(0, at)
  if (Object.hasOwn(elsewhere, name)) throw new UsageError(`--field ${said}: ${name} is set by ${elsewhere[name]}.`)
  return [name, said.slice(at + 1)]
}
