import { type Cursor, fail, looksAt, skipSpace, take, takeMatch } from './cursor.ts'
import { parseTerm } from './parse-term.ts'
import { and, negate, or, type QueryTree } from './tree.ts'

/** Deeper than anyone writes, and far from the end of the stack. */
const deepest = 100

/**
 * Reads a query in the search language of the service's package lists.
 *
 * Terms are `field:value` or bare words; `AND` (also between terms without an operator) binds tighter than `OR`; `NOT` and parentheses
 * do what they say; the three are operators in upper case only. In values `^` and `$` anchor, `*` stands for anything, `~` in front
 * negates; quotes of either kind and a backslash take characters literally.
 *
 * @throws {QuerySyntaxError} the query cannot be read, names an unknown field, or compares with what is no number, date or flag
 * @example parseQuery('tag:~latest') // { kind: 'not', of: { kind: 'term', field: 'tag', value: … } }
 * @see docs/service.md#search
 */
export function parseQuery(text: string): QueryTree {
  const cursor: Cursor = { text, at: 0 }
  skipSpace(cursor)
  if (looksAt(cursor, /$/y)) return { kind: 'all' }
  const query = parseOr(cursor, 0)
  if (!looksAt(cursor, /$/y)) fail(cursor, 'an opening parenthesis before this closing one')
  return query
}

function parseOr(cursor: Cursor, depth: number): QueryTree {
  const parts = [parseAnd(cursor, depth)]
  while (takeMatch(cursor, /OR(?![^\s()])/y)) parts.push(parseAnd(cursor, depth))
  return or(parts)
}

function parseAnd(cursor: Cursor, depth: number): QueryTree {
  const parts = [parseNot(cursor, depth)]
  while (takeMatch(cursor, /AND(?![^\s()])/y) || !looksAt(cursor, /$|\)|OR(?![^\s()])/y)) parts.push(parseNot(cursor, depth))
  return and(parts)
}

/** Leaves the cursor at what follows, white space skipped. */
function parseNot(cursor: Cursor, depth: number): QueryTree {
  skipSpace(cursor)
  if (depth > deepest) fail(cursor, `at most ${deepest} levels of NOT and parentheses`)
  if (takeMatch(cursor, /NOT(?![^\s()])/y)) return negate(parseNot(cursor, depth + 1))
  const query = looksAt(cursor, /\(/y) ? parseGroup(cursor, depth) : parseTerm(cursor)
  skipSpace(cursor)
  return query
}

function parseGroup(cursor: Cursor, depth: number): QueryTree {
  const opening = cursor.at
  take(cursor, '(')
  const query = parseOr(cursor, depth + 1)
  if (!take(cursor, ')')) fail(cursor, `a closing parenthesis for the one at position ${opening}`)
  return query
}
