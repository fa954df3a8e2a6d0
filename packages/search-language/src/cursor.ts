import type { FieldKind } from './field-kinds.ts'
import { type SyntaxProblem, syntaxProblem } from './syntax-problem.ts'

/** How whoever reads queries wants them read. */
export interface Reading {
  /** Makes the error that is thrown where a query cannot be read. */
  readonly refuse: (problem: SyntaxProblem) => Error
  /** Whether a date can be used. Default: whether it looks like one, since the service alone knows which it reads. */
  readonly isDate?: (text: string) => boolean
  /** What can be asked for, and how it is compared. Default: the fields of packages. */
  readonly fields?: Readonly<Record<string, FieldKind>>
}

/**
 * A place in a query that moves on as it is read.
 *
 * Expressions look at what they consume and one or two characters more, so that steps and distances are all that reading costs.
 */
export interface Cursor extends Required<Reading> {
  readonly text: string
  at: number
}

/** Steps over the literal if it comes next. */
export function take(cursor: Cursor, literal: string): boolean {
  if (!cursor.text.startsWith(literal, cursor.at)) return false
  cursor.at += literal.length
  return true
}

/** Steps over what the sticky expression matches here, and gives it. */
export function takeMatch(cursor: Cursor, expression: RegExp): string | undefined {
  expression.lastIndex = cursor.at
  const [matched] = expression.exec(cursor.text) ?? []
  cursor.at += matched?.length ?? 0
  return matched
}

/** Whether the sticky expression matches here. */
export function looksAt({ text, at }: Cursor, expression: RegExp): boolean {
  expression.lastIndex = at
  return expression.test(text)
}

/** Steps over white space. */
export function skipSpace(cursor: Cursor): void {
  takeMatch(cursor, /\s+/y)
}

/** @throws what the cursor makes of the problem, always */
export function fail({ text, at, refuse }: Cursor, expected: string, position = at): never {
  throw refuse(syntaxProblem(text, position, expected))
}
