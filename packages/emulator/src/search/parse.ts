import { type Cursor, fail, isNext, peek, skipSpace, take, takeWord } from './cursor.ts'
import { parseTerm } from './parse-term.ts'
import type { Query } from './query.ts'

/** Deeper than anyone writes, and far from the end of the stack. */
const deepest = 100

/**
 * Reads a search as the service's package lists take it.
 *
 * Terms are `field:value` or bare words; `AND` (also between terms without an operator) binds tighter than `OR`; `NOT` and parentheses
 * do what they say; the three are operators in upper case only. In values `^` and `$` anchor, `*` stands for anything, `~` in front
 * negates, quotes of either kind and a backslash take characters literally.
 *
 * @throws {QuerySyntaxError} the query cannot be read, names an unknown field, or compares with what is no number, date or flag
 * @see docs/service.md#search
 */
export function parseQuery(text: string): Query {
  const cursor: Cursor = { text, at: 0 }
  skipSpace(cursor)
  if (peek(cursor) === undefined) return { kind: 'all' }
  const query = parseOr(cursor, 0)
  if (peek(cursor) !== undefined) fail(cursor, 'an opening parenthesis before this closing one')
  return query
}

function parseOr(cursor: Cursor, depth: number): Query {
  const first = parseAnd(cursor, depth)
  const of = [first]
  while (takeWord(cursor, 'OR')) of.push(parseAnd(cursor, depth))
  return of.length === 1 ? first : { kind: 'or', of }
}

function parseAnd(cursor: Cursor, depth: number): Query {
  const first = parseNot(cursor, depth)
  const of = [first]
  for (skipSpace(cursor); !endsAnd(cursor); skipSpace(cursor)) {
    takeWord(cursor, 'AND')
    of.push(parseNot(cursor, depth))
  }
  return of.length === 1 ? first : { kind: 'and', of }
}

function endsAnd(cursor: Cursor): boolean {
  return peek(cursor) === undefined || peek(cursor) === ')' || isNext(cursor, 'OR')
}

function parseNot(cursor: Cursor, depth: number): Query {
  skipSpace(cursor)
  if (depth > deepest) fail(cursor, `at most ${deepest} levels of NOT and parentheses`)
  if (takeWord(cursor, 'NOT')) return { kind: 'not', of: parseNot(cursor, depth + 1) }
  const opening = cursor.at
  if (!take(cursor, '(')) return parseTerm(cursor)
  const query = parseOr(cursor, depth + 1)
  if (!take(cursor, ')')) fail(cursor, `a closing parenthesis for the one at position ${opening}`)
  return query
}
