import { formatQuery } from './format.ts'
import { parseQuery } from './parse.ts'

declare const checked: unique symbol

/**
 * A package search that the service can read. It is a string, so it goes wherever the API takes a query: the `query` of a list, the
 * `package_query` of a webhook or an entitlement, the `package_query_string` of a policy.
 *
 * @example cloudsmith.packages.list({ owner: 'acme', repo: 'dev', query: field.tag('release') })
 */
export type Query = string & { readonly [checked]: 'query' }

/**
 * Checks a query that a person wrote, for example in a configuration file, and puts it into its plainest form.
 *
 * @throws {QuerySyntaxError} with the position of what cannot be read
 * @example query('tag:~latest format:npm') // NOT tag:latest AND format:npm
 */
export function query(text: string): Query {
  return formatQuery(parseQuery(text))
}
