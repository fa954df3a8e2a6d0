import { type Colour, card, type Told, textAt } from './svg.ts'

/** Characters in a line, before it is broken: few enough to be read on a phone. */
const columns = 68
const [left, top, lineHeight, charWidth] = [20, 64, 21, 7.83]

/** A picture of what a command prints. */
export function terminal(command: string, text: string, told: Told): string {
  const lines = text
    // That of a plan is another whenever plans learn to say something new.
    .replaceAll(/^Plan [0-9a-f]{64}$/gm, 'Plan …')
    .split('\n')
    .flatMap((line) => broken(line).map((part) => ({ part, colour: colourOf(line) })))
  const begin = top + (broken(`$ ${command}`).length - 1) * lineHeight
  const height = begin + lines.length * lineHeight + 12
  const width = Math.ceil(left * 2 + columns * charWidth)
  return card(width, height, told, [
    ...broken(`$ ${command}`).map((part, index) => textAt(left, 34 + index * lineHeight, part, 'mono strong ink')),
    ...lines.map(({ part, colour }, index) => textAt(left, begin + index * lineHeight, part, `mono ${colour}`)),
  ])
}

/** Breaks a line between words; what is left begins further in than the line did. */
function broken(line: string): string[] {
  const [indent = ''] = /^ */.exec(line) ?? []
  const parts: string[] = []
  for (const word of line.trim().split(' ')) {
    const last = parts.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= columns) parts[parts.length - 1] = `${last} ${word}`
    else parts.push(`${indent}${last === undefined ? '' : '  '}${word}`)
  }
  return parts
}

const beginnings: readonly [RegExp, Colour][] = [
  [/^ {2}(blocked|not in the stage before)/, 'bad'],
  [/^ {2}(needs approval|waiting|deleted)/, 'wait'],
  [/^ {2}(promote|promoted):? /, 'good'],
  [/^\S+: .*→/, 'ink'],
  [/^(Plan|Read|Takes|By approving)/, 'soft'],
]

const colourOf = (line: string): Colour => beginnings.find(([pattern]) => pattern.test(line))?.[1] ?? 'ink'
