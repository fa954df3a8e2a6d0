import { type Cursor, fail, looksAt, type Reading, skipSpace, take, takeMatch } from './cursor.ts'
import { type FieldKind, fieldKinds } from './field-kinds.ts'
import { parseTerm } from './parse-term.ts'
import { and, negate, or, type Part, type Parts, type QueryTree } from './tree.ts'
import { isDate } from './values.ts'

/** Characters of a query, at most: many times what fits into a URL or a field of the API. @see docs/service.md#search */
const longest = 100_000

/** Nested parentheses, at most: more than anybody writes, and far from overflowing the stack. */
const deepest = 100

/**
 * Parses a query. The syntax is described at the client's function of this name.
 *
 * Takes time in proportion to the length of the text.
 *
 * @throws the error that `refuse` creates: the query is invalid or too long, names an unknown field, or compares a field with something that
 * is not a number, date or flag
 * @see docs/service.md#search
 */
export function parseQuery<Name extends string>(
  text: string,
  reading: Reading & { readonly fields: Readonly<Record<Name, FieldKind>> },
): QueryTree<Name>
export function parseQuery(text: string, reading: Omit<Reading, 'fields'>): QueryTree
export function parseQuery(text: string, reading: Reading): QueryTree<string> {
  const cursor: Cursor = { isDate, fields: fieldKinds, ...reading, text, at: 0 }
  if (text.length > longest) fail(cursor, `at most ${longest} characters`, longest)
  return parseWhole(cursor)
}

/** Parses a whole text whose length has been checked. */
export function parseWhole(cursor: Cursor): QueryTree<string> {
  skipSpace(cursor)
  if (looksAt(cursor, /$/y)) return { kind: 'all' }
  const query = parseOr(cursor, 0)
  if (!looksAt(cursor, /$/y)) fail(cursor, 'an opening parenthesis before this closing one')
  return query
}

function parseOr(cursor: Cursor, depth: number): Part<string> {
  const parts: Parts<string> = [parseAnd(cursor, depth)]
  while (takeMatch(cursor, /OR(?![^\s()])/y)) parts.push(parseAnd(cursor, depth))
  return or(parts)
}

function parseAnd(cursor: Cursor, depth: number): Part<string> {
  const parts: Parts<string> = [parseNot(cursor, depth)]
  while (takeMatch(cursor, /AND(?![^\s()])/y) || !looksAt(cursor, /$|\)|OR(?![^\s()])/y)) parts.push(parseNot(cursor, depth))
  return and(parts)
}

/** Leaves the cursor after any white space that follows. */
function parseNot(cursor: Cursor, depth: number): Part<string> {
  let isNegated = false
  for (skipSpace(cursor); takeMatch(cursor, /NOT(?![^\s()])/y); skipSpace(cursor)) isNegated = !isNegated
  const part = looksAt(cursor, /\(/y) ? parseGroup(cursor, depth + 1) : parseTerm(cursor)
  skipSpace(cursor)
  return isNegated ? negate(part) : part
}

function parseGroup(cursor: Cursor, depth: number): Part<string> {
  if (depth > deepest) fail(cursor, `at most ${deepest} levels of parentheses`)
  const opening = cursor.at
  take(cursor, '(')
  const part = parseOr(cursor, depth)
  if (!take(cursor, ')')) fail(cursor, `a closing parenthesis for the one at position ${opening}`)
  return part
}
