import { formatQuery } from './format.ts'
import { parseQuery } from './parse.ts'
import type { Query } from './query.ts'
import { and, negate, or } from './tree.ts'

/**
 * What all of the queries find. Queries written by hand may be among them: they are read, so none can break out of its place.
 *
 * Of no queries, or of empty ones, it is the empty query, which finds every package.
 *
 * @throws {QuerySyntaxError} one of the queries cannot be read
 * @example all(field.format('npm'), any('tag:release', 'tag:hotfix')) // format:npm AND (tag:release OR tag:hotfix)
 */
export function all(...queries: readonly string[]): Query {
  return formatQuery(and(queries.map(parseQuery)))
}

/**
 * What any of the queries finds.
 *
 * @throws {InvalidRequestError} there are no queries: nothing could be found, which the search language cannot say
 * @throws {QuerySyntaxError} one of the queries cannot be read
 * @example any(...names.map(field.name.exactly)) // name:^lodash$ OR name:^react$
 */
export function any(...queries: readonly string[]): Query {
  return formatQuery(or(queries.map(parseQuery)))
}

/**
 * What the query does not find.
 *
 * @throws {InvalidRequestError} the query is empty, so that its opposite would find nothing
 * @throws {QuerySyntaxError} the query cannot be read
 * @example not(field.tag('risky')) // NOT tag:^risky$
 */
export function not(query: string): Query {
  return formatQuery(negate(parseQuery(query)))
}
