import { visibleLines } from '@cloudsmith-sdk/promotion/text'
import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { writeJobFiles } from '../ci/job-files.ts'
import type { Context } from '../core/context.ts'
import { type Exit, exits } from '../core/exit-codes.ts'
import type { Result } from '../core/result.ts'
import { UnfinishedError } from '../core/unfinished-error.ts'
import { findPipelinePath } from '../files/pipeline-file.ts'
import { outputFormats } from '../output/formats.ts'
import { parseTargets, type Target } from '../output/targets.ts'
import { writeResult } from '../output/write.ts'
import { failureOf } from './failure.ts'
import { messageOf } from './message-of.ts'
import { mustAllBeWritable } from './must-all-be-writable.ts'
import { type CommonOptions, openTask, type Task } from './task.ts'
import { useVariables } from './variables.ts'

/** What commands share. */
export interface Frame {
  readonly context: Context
  /** How the command ended; undefined until then. */
  exit: Exit | undefined
}

/** Options that every command has in addition to its own. */
export interface OutputOptions extends CommonOptions {
  readonly output?: string[] | undefined
  readonly dotenv?: string | undefined
  readonly out?: string | undefined
  readonly report?: string | undefined
  readonly comment?: string | undefined
}

/** Options that name an output file. */
const fileOptions = ['dotenv', 'out', 'report', 'comment'] as const

/** Makes a command with the common options. */
export const command = (name: string, summary: string) =>
  new Command(name)
    .description(summary)
    .option('--pipeline <file>', 'pipeline file (default: cloudsmith.pipeline.yaml in this folder or above it)')
    .option('--profile <name>', 'section of the credentials file to use')
    .option('-o, --output <format...>', `${outputFormats.join(', ')}; with a file: junit=report.xml (default: text)`)
    .option('--dotenv <file>', 'write the outputs as variables to this file, for later GitLab jobs')
    .option('-q, --quiet', 'print only errors to standard error')

/** Makes the action of a command: it runs the command, writes the result to all requested places, and sets the exit code. */
export function acting<Options extends OutputOptions>(frame: Frame, run: (task: Task, options: Options) => Promise<Result>) {
  return async (...called: readonly unknown[]): Promise<void> => {
    const self = called.at(-1)
    if (!(self instanceof Command)) throw new TypeError('A command is called with itself as the last argument.')
    const { context } = frame
    const fromVariables = useVariables(self, context.env)
    // These are the declared flags of this command.
    const options = { ...self.opts(), args: self.args, fromVariables } as unknown as Options
    const failed = (error: unknown): Result => {
      context.stderr.write(`${describe(error instanceof UnfinishedError ? error.cause : error)}\n`)
      return failureOf(error, context.signal)
    }
    try {
      const targets = parseTargets(options.output ?? [])
      // Checks that all results can be written before anything is done.
      const written = [...targets.map(({ file }) => file), ...fileOptions.map((name) => options[name])].filter(isNamed)
      const flaw = await mustAllBeWritable(context.cwd, { written, read: await filesRead(self, options, context.cwd) }).then(
        () => undefined,
        (error: unknown) => error,
      )
      const result = flaw === undefined ? await run(openTask(context, options), options).catch(failed) : failed(flaw)
      const places = flaw === undefined ? { targets, dotenv: options.dotenv } : { targets: targets.filter(isStandardOutput) }
      const problems = await tell(context, result, places)
      for (const problem of problems) failed(problem)
      frame.exit = problems.length === 0 ? result.exit : 'error'
    } catch (error) {
      frame.exit = failed(error).exit
    }
  }
}

const isNamed = (file: string | undefined): file is string => file !== undefined

/** Arguments and options that name input files; a ledger is both read and written. */
const [fileArguments, readOptions] = [
  ['plan', 'file', 'report', 'snapshot'],
  ['fromFile', 'key', 'ledger', 'seed'],
] as const

/** All input files of a command, with the pipeline if there is one. */
async function filesRead(self: CommandUnknownOpts, options: object, cwd: string): Promise<readonly string[]> {
  const named = self.registeredArguments.flatMap((each, index) =>
    (fileArguments as readonly string[]).includes(each.name())
      ? self.args.slice(index, each.variadic ? undefined : index + 1)
      : [],
  )
  const said = Object.entries(options).flatMap(([name, value]) =>
    (readOptions as readonly string[]).includes(name) && typeof value === 'string' ? [value] : [],
  )
  const pipeline = await findPipelinePath(cwd, (options as CommonOptions).pipeline).catch(() => undefined)
  return [...named, ...said, pipeline].filter(isNamed)
}

const isStandardOutput = ({ file }: Target): boolean => file === undefined

/** Writes a result to all requested places. Returns the errors. */
export async function tell(
  context: Context,
  result: Result,
  { targets, dotenv }: { targets: readonly Target[]; dotenv?: string | undefined },
): Promise<readonly unknown[]> {
  const problems = await writeResult(context, targets, result)
  return writeJobFiles(context, result, dotenv).then(
    () => problems,
    (error: unknown) => [...problems, error],
  )
}

/** The name and message of an error, without its stack. */
export const describe = (error: unknown): string =>
  visibleLines((error instanceof Error ? `${error.name}: ${messageOf(error)}` : String(error)).split('\n'))

/** The number of an exit code. */
export const codeOf = (exit: Exit): number => exits[exit].code
