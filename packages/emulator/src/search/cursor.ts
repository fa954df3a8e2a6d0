import { QuerySyntaxError } from './query.ts'

/** A place in a query that moves on as it is read. */
export interface Cursor {
  readonly text: string
  at: number
}

/** The character at the cursor; undefined at the end. */
export function peek({ text, at }: Cursor): string | undefined {
  return text[at]
}

/** Steps over the literal if it comes next. */
export function take(cursor: Cursor, literal: string): boolean {
  if (!cursor.text.startsWith(literal, cursor.at)) return false
  cursor.at += literal.length
  return true
}

/** Steps over white space. */
export function skipSpace(cursor: Cursor): void {
  while (/\s/.test(peek(cursor) ?? '')) cursor.at++
}

/** Whether a word ends here: at the end, at white space, at a parenthesis. */
export function atBoundary(cursor: Cursor): boolean {
  return /^[\s()]?$/.test(peek(cursor) ?? '')
}

/** Whether the word comes next and ends there. */
export function isNext(cursor: Cursor, word: string): boolean {
  return cursor.text.startsWith(word, cursor.at) && atBoundary({ text: cursor.text, at: cursor.at + word.length })
}

/** Steps over the word if it comes next and ends there. */
export function takeWord(cursor: Cursor, word: string): boolean {
  return isNext(cursor, word) && take(cursor, word)
}

/** @throws {QuerySyntaxError} always */
export function fail({ text, at }: Cursor, expected: string, position = at): never {
  throw new QuerySyntaxError(text, position, expected)
}
