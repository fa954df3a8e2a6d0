import { exits } from '../../../packages/cli/src/core/exit-codes.ts'
import { commandsOf } from '../../../packages/cli/src/frame/variables.ts'
import { programFor } from '../../../packages/cli/src/program.ts'
import { code, fence, parts, table } from '../markdown.ts'
import type { Page } from '../page.ts'

/** As the command line defines them: nothing is run. */
const program = programFor()

type Command = ReturnType<typeof commandsOf>[number]

/** Every command that people type, subcommands included. */
export const shownCommands = (): readonly Command[] =>
  commandsOf(program).filter((each) => each.commands.length === 0 && !isHidden(each))

const isHidden = (command: Command): boolean => command.name() === 'complete' || command.name() === 'help'

/** Such as `waivers check`. */
export const commandName = (command: Command): string =>
  command.parent === null || command.parent === program ? command.name() : `${commandName(command.parent)} ${command.name()}`

/** The page of the commands of `cloudsmith-promote`, generated from its definition. */
export function commandsPage(): Page {
  const commands = shownCommands()
  const common = commonFlags(commands)
  const text = parts([
    '# Commands of `cloudsmith-promote`',
    '[The package page](../packages/cli.md) explains what each command is for and how they work together. Every flag can also be set by its environment variable; a flag on the command line takes precedence.',
    table(
      ['command', 'what it does'],
      commands.map((command) => [
        `[${code(commandName(command))}](#${commandName(command).replaceAll(' ', '-')})`,
        command.description(),
      ]),
    ),
    '## Flags of all commands',
    flagsTable(commands[0]?.options.filter(({ flags }) => common.has(flags)) ?? []),
    ...commands.map((command) => section(command, common)),
    '## Exit codes',
    'Scripts can branch on these: a number never changes its meaning. See [errors and remedies](../errors.md#exit-codes) for what to do about each.',
    table(
      ['code', 'meaning'],
      Object.values(exits).map(({ code: number, meaning }) => [String(number), meaning]),
    ),
  ])
  const description = 'Every command and flag of the command line, their environment variables, and the exit codes.'
  return { path: 'reference/commands.md', data: { title: 'Commands and exit codes', description, order: 3 }, text }
}

/** Flags that all commands share, with the same description. */
function commonFlags(commands: readonly Command[]): ReadonlySet<string> {
  const sets = commands.map(({ options }) => new Set(options.map(({ flags }) => flags)))
  return new Set([...(sets[0] ?? [])].filter((flags) => sets.every((set) => set.has(flags))))
}

function section(command: Command, common: ReadonlySet<string>): string {
  const args = command.registeredArguments
  const usage = ['cloudsmith-promote', commandName(command), ...args.map((each) => argumentText(each)), '[flags]'].join(' ')
  return parts([
    `## ${commandName(command)}`,
    command.description(),
    fence('text', usage),
    table(
      ['argument', 'meaning'],
      args.map((each) => [code(each.name()), each.description]),
    ),
    flagsTable(command.options.filter(({ flags, hidden }) => !common.has(flags) && !hidden)),
  ])
}

function argumentText(each: { name(): string; required: boolean; variadic: boolean }): string {
  const name = `${each.name()}${each.variadic ? '...' : ''}`
  return each.required ? `<${name}>` : `[${name}]`
}

const flagsTable = (options: Command['options']): string =>
  table(
    ['flag', 'meaning', 'variable'],
    options.map(({ flags, description, envVar }) => [code(flags), description, envVar === undefined ? '' : code(envVar)]),
  )
