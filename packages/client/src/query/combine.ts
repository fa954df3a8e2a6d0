import { and, negate, or, type Part, type QueryTree } from '@cloudsmith-sdk/search-language'
import { InvalidRequestError } from '../errors/base.ts'
import { parseQuery } from './parse.ts'
import { type Query, queryOf } from './query.ts'

/**
 * Combines queries with `AND`: matches packages that match all of them. Queries written by hand are accepted too: each is parsed, and put in
 * parentheses where necessary.
 *
 * Without queries, or with only empty ones, the result is the empty query, which matches every package.
 *
 * @throws {QuerySyntaxError} one of the queries is invalid
 * @example all(field.format('npm'), any('tag:release', 'tag:hotfix')) // format:npm AND (tag:release OR tag:hotfix)
 */
export function all(...queries: readonly string[]): Query {
  const [first, ...others] = queries.map(parseQuery).filter(isPart)
  return queryOf(first ? and([first, ...others]) : { kind: 'all' })
}

/**
 * Combines queries with `OR`: matches packages that match at least one of them.
 *
 * @throws {InvalidRequestError} there are no queries: the result would match nothing, which the search language cannot express
 * @throws {QuerySyntaxError} one of the queries is invalid
 * @example any(...names.map(field.name.exactly)) // name:^lodash$ OR name:^react$
 */
export function any(...queries: readonly string[]): Query {
  if (queries.length === 0) throw nothing('any of nothing')
  const [first, ...others] = queries.map(parseQuery).filter(isPart)
  return queryOf(first && others.length + 1 === queries.length ? or([first, ...others]) : { kind: 'all' })
}

/**
 * Negates a query: matches packages that do not match it.
 *
 * @throws {InvalidRequestError} the query is empty: its negation would match nothing, which the search language cannot express
 * @throws {QuerySyntaxError} the query is invalid
 * @example not(field.tag('risky')) // NOT tag:^risky$
 */
export function not(query: string): Query {
  const tree = parseQuery(query)
  if (!isPart(tree)) throw nothing('the negation of the empty query, which matches every package')
  return queryOf(negate(tree))
}

function isPart(tree: QueryTree): tree is Part {
  return tree.kind !== 'all'
}

function nothing(what: string): InvalidRequestError {
  return new InvalidRequestError(
    `A query cannot express ${what}: it would match no package, and the search syntax cannot express that.`,
  )
}
