import type { Command } from 'commander'
import type { Context } from '../../../../packages/cli/src/core/context.ts'
import { programFor } from '../../../../packages/cli/src/program.ts'

/** Every command of the command line with its flags: how they are given, what they take, and the variable that stands for each. */
export function commands(): string[] {
  const [, ...lines] = linesOf(programFor({ context: {} as Context, exit: undefined }) as unknown as Command, '')
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
  return [[name, ...wanted].join(' '), ...flags.sort(), ...command.commands.flatMap((each) => linesOf(each as Command, name))]
}
