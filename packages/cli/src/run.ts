import { visibleLines } from '@cloudsmith-sdk/promotion/text'
import { CommanderError } from 'commander'
import type { Context } from './core/context.ts'
import { codeOf, type Frame } from './frame/command.ts'
import { flagsBehind } from './frame/leading-flags.ts'
import { mistyped } from './frame/mistyped.ts'
import { commandsOf } from './frame/variables.ts'
import { programFor } from './program.ts'

/**
 * Runs the command line and returns its exit code. Nothing of the process is touched.
 *
 * @param argv what stands behind the name of the program
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
    // Help and the version were asked for; all else is a mistake in what was typed, which commander has told.
    return error.exitCode === 0 ? codeOf('done') : codeOf(await mistyped(context, line, error))
  }
}
