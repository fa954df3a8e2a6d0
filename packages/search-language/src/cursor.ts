import type { FieldKind } from './field-kinds.ts'
import { type SyntaxProblem, syntaxProblem } from './syntax-problem.ts'

/** Options for parsing a query. */
export interface Reading {
  /** Creates the error that is thrown for an invalid query. */
  readonly refuse: (problem: SyntaxProblem) => Error
  /** Whether a date is valid. Default: whether it looks like a date, because only the service knows which dates it accepts. */
  readonly isDate?: (text: string) => boolean
  /** The fields of the query, and how each is compared. Default: the fields of packages. */
  readonly fields?: Readonly<Record<string, FieldKind>>
}

/**
 * The current position in a query while it is parsed.
 *
 * Regular expressions only look at what they consume and one or two more characters, so the time depends only on the number of steps and the
 * length of the text.
 */
export interface Cursor extends Required<Reading> {
  readonly text: string
  at: number
}

/** Consumes a literal if it comes next. */
export function take(cursor: Cursor, literal: string): boolean {
  if (!cursor.text.startsWith(literal, cursor.at)) return false
  cursor.at += literal.length
  return true
}

/** Consumes and returns what a sticky expression matches here. */
export function takeMatch(cursor: Cursor, expression: RegExp): string | undefined {
  expression.lastIndex = cursor.at
  const [matched] = expression.exec(cursor.text) ?? []
  cursor.at += matched?.length ?? 0
  return matched
}

/** Whether a sticky expression matches here. */
export function looksAt({ text, at }: Cursor, expression: RegExp): boolean {
  expression.lastIndex = at
  return expression.test(text)
}

/** Skips white space. */
export function skipSpace(cursor: Cursor): void {
  takeMatch(cursor, /\s+/y)
}

/** @throws the error that `refuse` creates, always */
export function fail({ text, at, refuse }: Cursor, expected: string, position = at): never {
  throw refuse(syntaxProblem(text, position, expected))
}
