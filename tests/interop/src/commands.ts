import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A command of the command line as its help has it, and what was tried of it. */
export interface KnownCommand {
  /** Its words without aliases, such as `tags add`. */
  readonly name: string
  /** The options that not every command has. */
  readonly options: readonly string[]
  /** Whether it was run and succeeded. */
  readonly isTried: boolean
}

/** Everything that the help of the command line lists, held against what was run. */
export interface Help {
  readonly commands: readonly KnownCommand[]
  /** Options by the first word of their command, such as `tags --immutable`, and whether one was given to a command that succeeded. */
  readonly options: ReadonlyMap<string, boolean>
}

interface Read {
  readonly commands: Readonly<Record<string, readonly string[]>>
  readonly ran: readonly { readonly command: string; readonly options: readonly string[] }[]
}

/** Options that mean the same with all commands: one is enough to try them. */
const everywhere = ['--api-key', '--page', '--page-all', '--page-size']

const script = fileURLToPath(new URL('commands.py', import.meta.url))

/** Reads the whole help of a command line, and the log of what was run. */
export function readHelp(path: string, log: string): Help {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').filter(Boolean) : []
  const succeeded = lines.map((line) => JSON.parse(line) as { args: string[]; code: number }).filter(({ code }) => code === 0)
  const input = succeeded.map(({ args }) => JSON.stringify(args)).join('\n')
  const printed = execFileSync(join(dirname(path), 'python'), [script], { input, encoding: 'utf8', maxBuffer: 2 ** 26 })
  const { commands, ran } = JSON.parse(printed) as Read

  const triedCommands = new Set(ran.map(({ command }) => command))
  const triedOptions = new Set(ran.flatMap(({ command, options }) => options.map((option) => optionKey(command, option))))
  const options = Object.entries(commands).flatMap(([command, own]) => own.map((option) => optionKey(command, option)))
  return {
    commands: Object.entries(commands).map(([name, options]) => ({ name, options, isTried: triedCommands.has(name) })),
    options: new Map(options.toSorted().map((key) => [key, triedOptions.has(key)])),
  }
}

const optionKey = (command: string, option: string) =>
  everywhere.includes(option) ? option : `${command.split(' ')[0]} ${option}`.trim()
