import { programFor } from '../../../../packages/cli/src/program.ts'

type Command = ReturnType<typeof programFor>['commands'][number]

/** Every command of the command line with its flags: how they are given, what they take, and the variable that stands for each. */
export function commands(): string[] {
  const [, ...lines] = linesOf(programFor(), '')
  return lines
}

function linesOf(command: Command, above: string): string[] {
  const name = `${above} ${command.name()}`.trim()
  const wanted = command.registeredArguments.map((argument) => {
    const shown = `${argument.name().toUpperCase()}${argument.variadic ? '…' : ''}`
    return argument.required ? shown : `[${shown}]`
  })
  const flags = command.options.map((option) => {
    const choices = option.argChoices ? ` = ${option.argChoices.join(' | ')}` : ''
    const said = option.defaultValue === undefined ? '' : ` (${JSON.stringify(option.defaultValue)})`
    return `  ${option.flags}${choices}${said}${option.mandatory ? ' needed' : ''}${option.envVar ? ` [${option.envVar}]` : ''}`
  })
  return [[name, ...wanted].join(' '), ...flags.sort(), ...command.commands.flatMap((each) => linesOf(each, name))]
}
