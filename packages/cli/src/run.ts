import { visibleLines } from '@cloudsmith-sdk/promotion/text'
import { CommanderError } from 'commander'
import type { Context } from './core/context.ts'
import { codeOf, type Frame } from './frame/command.ts'
import { flagsBehind } from './frame/leading-flags.ts'
import { mistyped } from './frame/mistyped.ts'
import { commandsOf } from './frame/variables.ts'
import { programFor } from './program.ts'

/**
 * Runs the command line and returns its exit code. It changes nothing of the process.
 *
 * @param argv the arguments after the name of the program
 * @example
 * const code = await run(['plan', '--from', 'dev', '--to', 'staging', '--tag', 'candidate'], context)
 */
export async function run(argv: readonly string[], context: Context): Promise<number> {
  const frame: Frame = { context, exit: undefined }
  const program = programFor(frame)
  for (const each of [program, ...commandsOf(program)]) {
    each.exitOverride()
    each.configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(visibleLines(text.split('\n'))),
    })
  }
  const line = flagsBehind(program, argv)
  try {
    await program.parseAsync([...line], { from: 'user' })
    return codeOf(frame.exit ?? 'done')
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    // Exit code 0: help or the version was requested. Otherwise commander has already reported what is wrong with the arguments.
    return error.exitCode === 0 ? codeOf('done') : codeOf(await mistyped(context, line, error))
  }
}
