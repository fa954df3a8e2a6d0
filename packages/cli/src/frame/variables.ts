import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Context } from '../core/context.ts'
import { isYes } from './is-yes.ts'

/** The environment variable that sets a flag. */
export const variableOf = (flag: string): string =>
  `CLOUDSMITH_PROMOTE_${flag.replace(/^--/, '').replaceAll('-', '_').toUpperCase()}`

/**
 * Flags that confirm one command and therefore cannot be set for all commands: somebody who agrees to what `init` proposes has not agreed to what
 * `prune` deletes.
 */
const confirming: readonly string[] = ['--yes', '--force', '--no-hold']

/** Lets every other flag be set by an environment variable, with spaces between several values. The command line takes precedence. */
export function withVariables(program: CommandUnknownOpts): void {
  for (const each of commandsOf(program))
    for (const option of each.options) {
      const flag = option.long ?? ''
      option.env(variableOf(confirming.includes(flag) ? `${each.name()}-${flag.replace(/^--/, '')}` : flag))
    }
}

/** All commands, including subcommands. */
export const commandsOf = (parent: CommandUnknownOpts): readonly CommandUnknownOpts[] =>
  parent.commands.flatMap((each) => [each, ...commandsOf(each)])

/**
 * Sets flags that are not on the command line from environment variables. An empty variable counts as not set, because CI systems pass unset values
 * that way. White space around values is removed, because files and secrets end with it.
 *
 * @returns the names of the options that were set
 */
export function useVariables(self: CommandUnknownOpts, env: Context['env']): ReadonlySet<string> {
  for (const option of self.options) {
    const key = option.attributeName()
    const source = self.getOptionValueSource(key)
    if (source === 'cli') continue
    const value = env[option.envVar ?? '']?.trim() || undefined
    // Commander reads the variables of the process, which need not be those of the context.
    if (value === undefined) {
      if (source === 'env') self.setOptionValueWithSource(key, option.defaultValue, 'default')
    } else if (option.required || option.optional)
      self.setOptionValueWithSource(key, option.variadic ? value.split(/\s+/) : value, 'env')
    else if (isYes(value)) self.setOptionValueWithSource(key, !option.negate, 'env')
  }
  return new Set(self.options.map((option) => option.attributeName()).filter((key) => self.getOptionValueSource(key) === 'env'))
}
