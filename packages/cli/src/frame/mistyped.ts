import { Command } from '@commander-js/extra-typings'
import type { CommanderError } from 'commander'
import type { Context } from '../core/context.ts'
import type { Exit } from '../core/exit-codes.ts'
import { UsageError } from '../core/usage-error.ts'
import { parseTargets } from '../output/targets.ts'
import { command, describe, type OutputOptions, tell } from './command.ts'
import { failureOf } from './failure.ts'
import { useVariables, withVariables } from './variables.ts'

/**
 * Writes the error document for a command line that could not be parsed, to the requested output. The message has already been shown.
 *
 * @returns the exit code
 */
export async function mistyped(context: Context, argv: readonly string[], { code, message }: CommanderError): Promise<Exit> {
  const result = failureOf(
    new UsageError(code === 'commander.help' ? 'Choose a command.' : message.replace(/^error: /, '')),
    context.signal,
  )
  const { output = [], dotenv } = outputIn(context, argv)
  try {
    const problems = await tell(context, result, { targets: parseTargets(output), dotenv })
    for (const problem of problems) context.stderr.write(`${describe(problem)}\n`)
  } catch (problem) {
    context.stderr.write(`${describe(problem)}\n`)
  }
  return result.exit
}

/** Reads the output options from arguments that may be anything. */
function outputIn({ env }: Context, argv: readonly string[]): OutputOptions {
  const reader = command('any', '').allowUnknownOption().allowExcessArguments().helpOption(false)
  withVariables(new Command().addCommand(reader))
  reader.exitOverride().configureOutput({ writeErr: () => undefined })
  try {
    reader.parse([...argv], { from: 'user' })
  } catch {
    // If a flag lacks its value, the other flags still count.
  }
  useVariables(reader, env)
  return reader.opts()
}
