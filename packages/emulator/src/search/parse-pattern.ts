import { atBoundary, type Cursor, fail, peek, take } from './cursor.ts'
import type { Pattern } from './query.ts'

/** Reads a value up to the end of its word or one of `stops`. @throws {QuerySyntaxError} it is empty, or a quote or an escape does not end */
export function parsePattern(cursor: Cursor, stops: readonly string[] = []): Pattern {
  const isOver = () => atBoundary(cursor) || stops.some((stop) => cursor.text.startsWith(stop, cursor.at))
  const position = cursor.at
  const start = take(cursor, '^')
  const parts = ['']
  let end = false
  while (!isOver()) {
    const part = parts.at(-1) ?? ''
    if (take(cursor, '*')) {
      if (part !== '' || parts.length === 1) parts.push('')
      continue
    }
    const dollar = cursor.at
    if (take(cursor, '$') && isOver()) {
      end = true
      break
    }
    cursor.at = dollar
    parts[parts.length - 1] = part + (part === '' && isQuote(peek(cursor)) ? parseQuoted(cursor) : parseCharacter(cursor))
  }
  if (parts.length === 1 && parts[0] === '') fail(cursor, 'a value', position)
  return { parts, start, end }
}

/** Quotes open a part, so that an apostrophe inside of a word is one. */
function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'"
}

function parseQuoted(cursor: Cursor): string {
  const opening = cursor.at
  const quote = peek(cursor)
  cursor.at++
  let text = ''
  while (peek(cursor) !== quote) {
    if (peek(cursor) === undefined) fail(cursor, `a closing quote for the one at position ${opening}`)
    text += parseCharacter(cursor)
  }
  cursor.at++
  return text
}

/** One character, or the one after a backslash. */
function parseCharacter(cursor: Cursor): string {
  take(cursor, '\\')
  const character = peek(cursor)
  if (character === undefined) fail(cursor, 'a character after the backslash')
  cursor.at++
  return character
}
