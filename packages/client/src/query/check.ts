import { parseQuery } from './parse.ts'
import { type Query, queryOf } from './query.ts'

/**
 * Checks a query that a person wrote, for example in a configuration file, and normalises it. `AND`, `OR` and `NOT` must be in upper case;
 * see {@link parseQuery} for the syntax.
 *
 * @throws {QuerySyntaxError} the query is invalid; the error has the position
 * @example query('tag:~latest format:npm') // NOT tag:latest AND format:npm
 */
export function query(text: string): Query {
  return queryOf(parseQuery(text))
}
