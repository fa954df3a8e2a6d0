import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { outputFormats } from '../output/formats.ts'
import { commandsOf } from './variables.ts'

/**
 * Moves flags that were typed before the command behind it, where commands expect them: `--profile ci plan` becomes `plan --profile=ci`. Of a flag
 * with several values, only one is moved, because the next word may be the command. Unknown flags stay in place.
 */
export function flagsBehind(program: CommandUnknownOpts, argv: readonly string[]): readonly string[] {
  const moved: string[] = []
  let at = 0
  while (at < argv.length) {
    const [flag = '', ...rest] = (argv[at] ?? '').split('=')
    const meant = optionOf(program, flag)
    if (meant === undefined) break
    at += 1
    if (rest.length > 0) moved.push(`${meant.long}=${rest.join('=')}`)
    else if (!meant.takesValue) moved.push(meant.long)
    else {
      const values = meant.long === '--output' ? targetsAt(argv, at) : argv.slice(at, at + 1)
      if (values.length === 0) break
      moved.push(...values.map((value) => `${meant.long}=${value}`))
      at += values.length
    }
  }
  const words = wordsOf(program, argv.slice(at))
  return words === 0 ? argv : [...argv.slice(at, at + words), ...moved, ...argv.slice(at + words)]
}

/** Finds a flag in any command. Flags of the same name agree on whether they take a value. */
function optionOf(program: CommandUnknownOpts, flag: string) {
  const option = commandsOf(program)
    .flatMap((each) => each.options)
    .find(({ long, short }) => flag !== '' && [long, short].includes(flag))
  return option?.long ? { long: option.long, takesValue: option.required } : undefined
}

/** Consecutive output formats: no command has the name of one. */
function targetsAt(argv: readonly string[], start: number): readonly string[] {
  const end = argv.findIndex(
    (word, index) => index >= start && !(outputFormats as readonly string[]).includes(word.split('=')[0] ?? ''),
  )
  return argv.slice(start, end < 0 ? undefined : end)
}

/** Number of words that name the command at the start of the line. */
function wordsOf(parent: CommandUnknownOpts, [word, ...rest]: readonly string[]): number {
  const meant = parent.commands.find((each) => each.name() === word)
  return meant === undefined ? 0 : 1 + wordsOf(meant, rest)
}
