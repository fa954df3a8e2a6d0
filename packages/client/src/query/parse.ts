import { parseQuery as parse, type QueryTree } from '@cloudsmith-sdk/search-language'
import { QuerySyntaxError } from './syntax-error.ts'

/**
 * Parses a query in the search language of the service's package lists.
 *
 * Terms are `field:value` or bare words. `AND`, which is implied between terms without an operator, binds more tightly than `OR`; `NOT` and
 * parentheses work as usual. Operators must be in upper case: `and`, `or` and `not` are rejected unless quoted, because it is not known whether
 * the service treats them as words. In values, `^` and `$` are anchors, `*` matches anything and a leading `~` negates; single or double
 * quotes and a backslash make characters literal. As far as is known, `version:1.0.` searches for `1.0`, but it is kept as written.
 *
 * Parsing takes linear time. A query may have up to 100,000 characters.
 *
 * @throws {QuerySyntaxError} the query is invalid or too long, names an unknown field, or has a value that is not the number, date or flag
 *   that its field needs
 * @example parseQuery('tag:~latest') // { kind: 'not', of: { kind: 'term', field: 'tag', value: … } }
 * @see docs/service.md#search
 */
export function parseQuery(text: string): QueryTree {
  return parse(text, { refuse: (problem) => new QuerySyntaxError(problem) })
}
