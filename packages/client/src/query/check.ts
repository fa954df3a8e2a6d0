import { parseQuery } from './parse.ts'
import { type Query, queryOf } from './query.ts'

/**
 * Checks a query that a person wrote, for example in a configuration file, and puts it into its plainest form. `AND`, `OR` and `NOT` have
 * to be in upper case; {@link parseQuery} tells the rest.
 *
 * @throws {QuerySyntaxError} with the position of what cannot be read
 * @example query('tag:~latest format:npm') // NOT tag:latest AND format:npm
 */
export function query(text: string): Query {
  return queryOf(parseQuery(text))
}
