import { type ArgumentHandler, type Command as Completed, type OptionHandler, RootCommand } from '@bomb.sh/tab'
import type { Argument, CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import { outputFormats } from '../output/formats.ts'
import type { Names } from './names.ts'
import { shells } from './shells.ts'

/** The completions for a command line: values with descriptions, and a last line that says whether file names are also possible. */
export function completionsFor(program: CommandUnknownOpts, names: Names, words: readonly string[]): string {
  let meansFile = false
  // Shells group values with the same description.
  const offering =
    (values: readonly string[], description: string) => (complete: (value: string, description: string) => void) => {
      for (const value of values) complete(value, description)
    }
  const file = () => {
    meansFile = true
  }
  const valuesOf = (placeholder: string): ((complete: (value: string, description: string) => void) => void) => {
    if (/(^|-)stage$/.test(placeholder)) return offering(names.stages, 'stage')
    if (placeholder === 'shell') return offering(shells, 'shell')
    return ['file', 'plan', 'report', 'snapshot'].includes(placeholder) ? file : offering([], '')
  }
  const ofOption = (option: Option): OptionHandler => {
    if (option.long === '--output') return offering(outputFormats, 'format')
    if (option.long === '--edge') return offering(names.edges, 'edge')
    return valuesOf(/[<[]([\w-]+)/.exec(option.flags)?.[1] ?? '')
  }
  const ofArgument = (argument: Argument): ArgumentHandler => valuesOf(argument.name())

  const root = new RootCommand()
  addCommands(program, '')
  const told = printedBy(() => root.parse([...words]))
  return meansFile ? told.replace(/:\d+\n$/, ':0\n') : told

  function addCommands(parent: CommandUnknownOpts, path: string): void {
    for (const each of parent.createHelp().visibleCommands(parent)) {
      const name = path === '' ? each.name() : `${path} ${each.name()}`
      const completed = root.command(name, each.description())
      for (const option of each.createHelp().visibleOptions(each)) addOption(completed, option)
      for (const argument of each.registeredArguments)
        completed.argument(argument.name(), ofArgument(argument), argument.variadic)
      addCommands(each, name)
    }
  }

  function addOption(completed: Completed, option: Option): void {
    const [name, short] = [option.long?.slice(2), option.short?.slice(1)]
    if (name === undefined) return
    if (option.required || option.optional) completed.option(name, option.description, ofOption(option), short)
    else if (short === undefined) completed.option(name, option.description)
    else completed.option(name, option.description, short)
  }
}

/** Captures what the library prints, because the streams belong to the caller. It prints before it returns, so nothing else is captured. */
export function printedBy(print: () => void): string {
  const { log } = console
  let printed = ''
  console.log = (text: string) => {
    printed += `${text}\n`
  }
  try {
    print()
  } finally {
    console.log = log
  }
  return printed
}
