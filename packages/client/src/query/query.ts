import { formatQuery, type QueryTree } from '@cloudsmith-sdk/search-language'

declare const checked: unique symbol

/**
 * A valid package search. It is a string, so it can be used wherever the API takes a query: as the `query` of a list, the `package_query` of a
 * webhook, the `limit_package_query` of an entitlement token, or the `package_query_string` of a policy.
 *
 * @example cloudsmith.packages.list({ owner: 'acme', repo: 'dev', query: field.tag('release') })
 */
export type Query = string & { readonly [checked]: 'query' }

/** Writes a tree as a query. */
export function queryOf(tree: QueryTree): Query {
  return formatQuery(tree) as Query
}
