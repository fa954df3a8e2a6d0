import { QuerySyntaxError } from './syntax-error.ts'

/** A place in a query that moves on as it is read. */
export interface Cursor {
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

/** @throws {QuerySyntaxError} always */
export function fail({ text, at }: Cursor, expected: string, position = at): never {
  throw new QuerySyntaxError(text, position, expected)
}
