import { type Cursor, fail, looksAt, take, takeMatch } from './cursor.ts'
import type { Pattern } from './tree.ts'

/** Where a word ends. */
const wordEnd = /[\s()]|$/y

/** Where the name of a dependency ends: like a word, or before an operator. */
export const nameEnd = /[\s()<>=]|~=|$/y

/** Characters without a special meaning, matched together: most values contain no others. */
const plain = /[^\s()\\"'*$<>=~]+/y

/** The same within quotes. */
const unquoted = /[^\\"']+/y

/** Parses a value up to its end. @throws it is empty, or a quote or an escape is not closed */
export function parsePattern(cursor: Cursor, ending: RegExp = wordEnd): Pattern {
  const isOver = () => looksAt(cursor, ending)
  const position = cursor.at
  const start = take(cursor, '^')
  const parts: string[] = []
  let part = ''
  let end = false
  while (!isOver()) {
    if (take(cursor, '*')) {
      if (part !== '' || parts.length === 0) parts.push(part)
      part = ''
    } else if (take(cursor, '$')) {
      end = isOver()
      if (!end) part += '$'
    } else {
      part += takeMatch(cursor, plain) ?? (part === '' ? parseQuoted(cursor) : undefined) ?? parseCharacter(cursor)
    }
  }
  parts.push(part)
  if (parts.length === 1 && part === '') fail(cursor, 'a value', position)
  return { parts, start, end }
}

/** Quotes only count at the beginning of a part, so that an apostrophe within a word is taken literally. */
function parseQuoted(cursor: Cursor): string | undefined {
  const opening = cursor.at
  const quote = takeMatch(cursor, /["']/y)
  if (quote === undefined) return undefined
  let text = ''
  while (!take(cursor, quote)) {
    if (looksAt(cursor, /$/y)) fail(cursor, `a closing quote for the one at position ${opening}`)
    text += takeMatch(cursor, unquoted) ?? parseCharacter(cursor)
  }
  return text
}

/** One character, or the one after a backslash. */
function parseCharacter(cursor: Cursor): string {
  const character = takeMatch(cursor, /\\.|[^\\]/sy)
  if (character === undefined) fail(cursor, 'a character after the backslash', cursor.at + 1)
  return character.at(-1) ?? ''
}
