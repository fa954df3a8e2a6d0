import { parseQuery as parse, type QueryTree } from '@cloudsmith-sdk/search-language'
import { QuerySyntaxError } from './syntax-error.ts'

/**
 * Reads a query in the search language of the service's package lists.
 *
 * Terms are `field:value` or bare words; `AND` (also between terms without an operator) binds tighter than `OR`; `NOT` and parentheses
 * do what they say. The three are operators in upper case only; `and`, `or` and `not` are refused unless in quotes, because it is not
 * known whether the service takes them for words. In values `^` and `$` anchor, `*` stands for anything, `~` in front negates; quotes of
 * either kind and a backslash take characters literally. `version:1.0.` asks for `1.0`, as far as is known, but stays as it is written.
 *
 * Its time is linear in the length, which is limited to 100,000 characters.
 *
 * @throws {QuerySyntaxError} the query cannot be read, is too long, names an unknown field, or compares with what is no number, date or
 *   flag
 * @example parseQuery('tag:~latest') // { kind: 'not', of: { kind: 'term', field: 'tag', value: … } }
 * @see docs/service.md#search
 */
export function parseQuery(text: string): QueryTree {
  return parse(text, { refuse: (problem) => new QuerySyntaxError(problem) })
}
