import { spawnSync } from 'node:child_process'
import { parse } from 'shell-quote'
import { flagsBehind } from '../../../packages/cli/src/frame/leading-flags.ts'
import { commandsOf } from '../../../packages/cli/src/frame/variables.ts'
import { programFor } from '../../../packages/cli/src/program.ts'
import { readArguments } from '../../../packages/emulator/src/cli/arguments.ts'
import { readFlags } from '../../../packages/service/src/settings/flags.ts'
import type { Block } from './blocks.ts'

/** The problems of a shell block: bash cannot parse it, or one of our commands has no such flag or argument. */
export function flawsOfShell({ text, place }: Block): string[] {
  const { status, stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' })
  if (status !== 0) return [`${place}: ${stderr.trim()}`]
  return ownCommandsIn(text).flatMap(({ program, args }) => {
    try {
      readers[program]?.(args)
      return []
    } catch (error) {
      return [`${place}: ${program} ${args.join(' ')}: ${error instanceof Error ? error.message : String(error)}`]
    }
  })
}

/** One of our commands, with its arguments. */
interface OwnCommand {
  readonly program: string
  readonly args: readonly string[]
}

/** Parses the arguments of each of our programs, and throws if they are wrong. */
const readers: Readonly<Record<string, (args: readonly string[]) => unknown>> = {
  'cloudsmith-promote': readCommand,
  'cloudsmith-emulator': (args) => readArguments(args),
  'cloudsmith-promote-service': (args) =>
    readFlags(
      args.filter((word) => !/^(health|ready|token)$/.test(word)),
      {},
    ),
}

/** Programs by the packages that contain them. */
const programOf: Readonly<Record<string, string>> = {
  '@cloudsmith-sdk/cli': 'cloudsmith-promote',
  '@cloudsmith-sdk/emulator': 'cloudsmith-emulator',
  '@cloudsmith-sdk/service': 'cloudsmith-promote-service',
}

/** Reads a command line as the command line does, and does nothing. */
function readCommand(args: readonly string[]): void {
  const program = programFor()
  for (const each of [program, ...commandsOf(program)]) {
    each.exitOverride()
    each.configureOutput({ writeOut() {}, writeErr() {} })
    if (each.commands.length === 0) each.action(() => {})
  }
  try {
    program.parse([...flagsBehind(program, args)], { from: 'user' })
  } catch (error) {
    // `--help` or `--version`.
    if ((error as { exitCode?: number }).exitCode !== 0) throw error
  }
}

/** Our commands in a block, each with its arguments. */
export function ownCommandsIn(text: string): OwnCommand[] {
  return text
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .flatMap((line) => commandsOnLine(line))
}

function commandsOnLine(line: string): OwnCommand[] {
  const words = parse(line, (name) => `$${name}`)
  const commands: string[][] = [[]]
  for (const word of words) {
    if (typeof word === 'string') commands.at(-1)?.push(word)
    else if ('comment' in word) break
    else if (word.op === 'glob') commands.at(-1)?.push(word.pattern)
    else commands.push([])
  }
  return commands.flatMap(([...all]) => {
    const plain = all.slice(all.findIndex((word) => !/^\w+=/.test(word)))
    const at = plain.findIndex((word) => !/^(npx|pnpm|yarn|exec|dlx|time|sudo|-y|--yes|\$)$/.test(word))
    const name = (plain[at] ?? '').replace(/^.*node_modules\/\.bin\//, '')
    const program = programOf[name.replace(/(?<=.)@[^/]*$/, '')] ?? name
    return Object.hasOwn(readers, program) ? [{ program, args: plain.slice(at + 1) }] : []
  })
}
