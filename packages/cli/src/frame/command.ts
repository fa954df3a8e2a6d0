import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { writeJobFiles } from '../ci/job-files.ts'
import type { Context } from '../core/context.ts'
import { type Exit, exits } from '../core/exit-codes.ts'
import type { Result } from '../core/result.ts'
import { outputFormats } from '../output/formats.ts'
import { parseTargets } from '../output/targets.ts'
import { writeResult } from '../output/write.ts'
import { failureOf } from './failure.ts'
import { type CommonOptions, openTask, type Task, variableOf } from './task.ts'

/** What commands are made with. */
export interface Frame {
  readonly context: Context
  /** How the command ended; undefined before. */
  exit: Exit | undefined
}

/** Options that every command has, beside its own. */
interface OutputOptions extends CommonOptions {
  readonly output?: string[] | undefined
  readonly dotenv?: string | undefined
}

/** A command with the options that all have. */
export const command = (name: string, summary: string) =>
  new Command(name)
    .description(summary)
    .option('--pipeline <file>', 'the pipeline (default: cloudsmith.pipeline.yaml here or above)')
    .option('--profile <name>', 'section of the credentials file')
    .option('-o, --output <format...>', `${outputFormats.join(', ')}; with a file: junit=report.xml (default: text)`)
    .option('--dotenv <file>', 'write what came of it as variables, for later jobs of GitLab')
    .option('-q, --quiet', 'say nothing on standard error but errors')

/** What a command does when it is called: it runs, writes its result to every place that was asked for, and says how it ended. */
export function acting<Options extends OutputOptions>(frame: Frame, run: (task: Task, options: Options) => Promise<Result>) {
  return async (...called: readonly unknown[]): Promise<void> => {
    const self = called.at(-1)
    if (!(self instanceof Command)) throw new TypeError('A command is called with itself as the last argument.')
    const { context } = frame
    useVariables(self, context.env)
    // The flags of this very command were declared to be these.
    const options = { ...self.opts(), args: self.args } as unknown as Options
    const failed = (error: unknown): Result => {
      context.stderr.write(`${describe(error)}\n`)
      return failureOf(error)
    }
    try {
      const targets = parseTargets(options.output ?? [])
      const result = await run(openTask(context, options), options).catch(failed)
      await writeResult(context, targets, result)
      await writeJobFiles(context, result, options.dotenv)
      frame.exit = result.exit
    } catch (error) {
      frame.exit = failed(error).exit
    }
  }
}

/** The error's kind and message: stacks are for those who write programs. */
const describe = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error))

/** Every flag can be given by a variable; of flags that take several values, with spaces between them. What is said on the command line comes first. */
export function withVariables(program: CommandUnknownOpts): void {
  for (const each of commandsOf(program)) for (const option of each.options) option.env(variableOf(option.long ?? ''))
}

/** Every command, those within others too. */
export const commandsOf = (parent: CommandUnknownOpts): readonly CommandUnknownOpts[] =>
  parent.commands.flatMap((each) => [each, ...commandsOf(each)])

/** A variable that is empty was not set: so CI systems hand over what nobody has said. */
function useVariables(self: Command, env: Context['env']): void {
  for (const option of self.options) {
    const key = option.attributeName()
    const source = self.getOptionValueSource(key)
    if (source === 'cli') continue
    const value = env[option.envVar ?? ''] || undefined
    // Commander has looked at the variables of the process, which need not be those of the context.
    if (value === undefined) {
      if (source === 'env') self.setOptionValueWithSource(key, option.defaultValue, 'default')
    } else if (option.required || option.optional)
      self.setOptionValueWithSource(key, option.variadic ? value.trim().split(/\s+/) : value, 'env')
    else if (!/^(0|false|no|off)$/i.test(value)) self.setOptionValueWithSource(key, !option.negate, 'env')
  }
}

/** The number of an exit. */
export const codeOf = (exit: Exit): number => exits[exit].code
