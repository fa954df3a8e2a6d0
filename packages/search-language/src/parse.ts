import { type Cursor, fail, looksAt, type Reading, skipSpace, take, takeMatch } from './cursor.ts'
import { parseTerm } from './parse-term.ts'
import { and, negate, or, type Part, type Parts, type QueryTree } from './tree.ts'
import { isDate } from './values.ts'

/** Characters of a query, at most: many times what an address or a field of the API can hold. @see docs/service.md#search */
const longest = 100_000

/** Parentheses within each other, at most: more than anyone writes, and far from the end of the stack. */
const deepest = 100

/**
 * Reads a query; the client's function of this name tells what a query may hold.
 *
 * Takes steps in proportion to the length.
 *
 * @throws what `refuse` makes of the problem: the query cannot be read, is too long, names an unknown field, or compares with what is no
 *   number, date or flag
 * @see docs/service.md#search
 */
export function parseQuery(text: string, reading: Reading): QueryTree {
  const cursor: Cursor = { isDate, ...reading, text, at: 0 }
  if (text.length > longest) fail(cursor, `at most ${longest} characters`, longest)
  return parseWhole(cursor)
}

/** Reads all of a text that is not too long. */
export function parseWhole(cursor: Cursor): QueryTree {
  skipSpace(cursor)
  if (looksAt(cursor, /$/y)) return { kind: 'all' }
  const query = parseOr(cursor, 0)
  if (!looksAt(cursor, /$/y)) fail(cursor, 'an opening parenthesis before this closing one')
  return query
}

function parseOr(cursor: Cursor, depth: number): Part {
  const parts: Parts = [parseAnd(cursor, depth)]
  while (takeMatch(cursor, /OR(?![^\s()])/y)) parts.push(parseAnd(cursor, depth))
  return or(parts)
}

function parseAnd(cursor: Cursor, depth: number): Part {
  const parts: Parts = [parseNot(cursor, depth)]
  while (takeMatch(cursor, /AND(?![^\s()])/y) || !looksAt(cursor, /$|\)|OR(?![^\s()])/y)) parts.push(parseNot(cursor, depth))
  return and(parts)
}

/** Leaves the cursor at what follows, white space skipped. */
function parseNot(cursor: Cursor, depth: number): Part {
  let isNegated = false
  for (skipSpace(cursor); takeMatch(cursor, /NOT(?![^\s()])/y); skipSpace(cursor)) isNegated = !isNegated
  const part = looksAt(cursor, /\(/y) ? parseGroup(cursor, depth + 1) : parseTerm(cursor)
  skipSpace(cursor)
  return isNegated ? negate(part) : part
}

function parseGroup(cursor: Cursor, depth: number): Part {
  if (depth > deepest) fail(cursor, `at most ${deepest} levels of parentheses`)
  const opening = cursor.at
  take(cursor, '(')
  const part = parseOr(cursor, depth)
  if (!take(cursor, ')')) fail(cursor, `a closing parenthesis for the one at position ${opening}`)
  return part
}
