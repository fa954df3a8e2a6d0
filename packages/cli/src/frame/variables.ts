import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Context } from '../core/context.ts'
import { isYes } from './is-yes.ts'

/** The variable that a flag can be given by. */
export const variableOf = (flag: string): string =>
  `CLOUDSMITH_PROMOTE_${flag.replace(/^--/, '').replaceAll('-', '_').toUpperCase()}`

/** Flags by which somebody answers for one command: whoever agrees to what `init` proposes has not agreed to what `prune` deletes. */
const confirming: readonly string[] = ['--yes', '--force', '--no-hold']

/** Every flag can be given by a variable; of flags that take several values, with spaces between them. What is said on the command line comes first. */
export function withVariables(program: CommandUnknownOpts): void {
  for (const each of commandsOf(program))
    for (const option of each.options) {
      const flag = option.long ?? ''
      option.env(variableOf(confirming.includes(flag) ? `${each.name()}-${flag.replace(/^--/, '')}` : flag))
    }
}

/** Every command, those within others too. */
export const commandsOf = (parent: CommandUnknownOpts): readonly CommandUnknownOpts[] =>
  parent.commands.flatMap((each) => [each, ...commandsOf(each)])

/**
 * Takes what variables say for flags that were not said. One that is empty was not set: so CI systems hand over what nobody has said. White space around
 * it is what files and secrets end with.
 *
 * @returns the names of the options that variables have said
 */
export function useVariables(self: CommandUnknownOpts, env: Context['env']): ReadonlySet<string> {
  for (const option of self.options) {
    const key = option.attributeName()
    const source = self.getOptionValueSource(key)
    if (source === 'cli') continue
    const value = env[option.envVar ?? '']?.trim() || undefined
    // Commander has looked at the variables of the process, which need not be those of the context.
    if (value === undefined) {
      if (source === 'env') self.setOptionValueWithSource(key, option.defaultValue, 'default')
    } else if (option.required || option.optional)
      self.setOptionValueWithSource(key, option.variadic ? value.split(/\s+/) : value, 'env')
    else if (isYes(value)) self.setOptionValueWithSource(key, !option.negate, 'env')
  }
  return new Set(self.options.map((option) => option.attributeName()).filter((key) => self.getOptionValueSource(key) === 'env'))
}
