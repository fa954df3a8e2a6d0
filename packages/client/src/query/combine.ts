import { and, negate, or, type Part, type QueryTree } from '@cloudsmith-sdk/search-language'
import { InvalidRequestError } from '../errors/base.ts'
import { parseQuery } from './parse.ts'
import { type Query, queryOf } from './query.ts'

/**
 * What all of the queries find. Queries written by hand may be among them: they are read, so none can break out of its place.
 *
 * Of no queries, or of empty ones, it is the empty query, which finds every package.
 *
 * @throws {QuerySyntaxError} one of the queries cannot be read
 * @example all(field.format('npm'), any('tag:release', 'tag:hotfix')) // format:npm AND (tag:release OR tag:hotfix)
 */
export function all(...queries: readonly string[]): Query {
  const [first, ...others] = queries.map(parseQuery).filter(isPart)
  return queryOf(first ? and([first, ...others]) : { kind: 'all' })
}

/**
 * What any of the queries finds.
 *
 * @throws {InvalidRequestError} there are no queries: nothing could be found, which the search language cannot say
 * @throws {QuerySyntaxError} one of the queries cannot be read
 * @example any(...names.map(field.name.exactly)) // name:^lodash$ OR name:^react$
 */
export function any(...queries: readonly string[]): Query {
  if (queries.length === 0) throw nothing('any of nothing')
  const [first, ...others] = queries.map(parseQuery).filter(isPart)
  return queryOf(first && others.length + 1 === queries.length ? or([first, ...others]) : { kind: 'all' })
}

/**
 * What the query does not find.
 *
 * @throws {InvalidRequestError} the query is empty, so that its opposite would find nothing
 * @throws {QuerySyntaxError} the query cannot be read
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
