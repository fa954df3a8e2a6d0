import { formatQuery, type QueryTree } from '@cloudsmith-sdk/search-language'

declare const checked: unique symbol

/**
 * A package search that the service can read. It is a string, so it goes wherever the API takes a query: the `query` of a list, the
 * `package_query` of a webhook or an entitlement, the `package_query_string` of a policy.
 *
 * @example cloudsmith.packages.list({ owner: 'acme', repo: 'dev', query: field.tag('release') })
 */
export type Query = string & { readonly [checked]: 'query' }

/** The query that asks what a tree asks. */
export function queryOf(tree: QueryTree): Query {
  return formatQuery(tree) as Query
}
