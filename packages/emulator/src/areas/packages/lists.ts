import type { QueryTree } from '@cloudsmith-sdk/search-language'
import { Refusal, wrongState } from '../../core/errors.ts'
import type { Rows } from '../../core/pagination.ts'
import { searchableOf } from '../../package/searchable.ts'
import { compile, dateOrder, type Predicate, parseQuery, sorter } from '../../search/index.ts'
import { byAge } from '../../world/package-index.ts'
import type { PackageRecord, RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { isDenied } from '../policies/deny.ts'
import { planOf } from './plan.ts'

/** The parameters of a list of packages. */
export interface PackageListQuery {
  query?: string | undefined
  sort?: string | undefined
}

/**
 * Lists the packages of some repositories, filtered and sorted. Complete lists of one repository by date are slices of its index; queries with exact
 * names or tags only read the packages that have these; others read all. With a lag, lists show the state before the lag.
 *
 * @throws {Refusal} 400 if the query is invalid, 414 if it is too long
 */
export function listPackages(
  world: World,
  repositories: readonly RepositoryRecord[],
  { query = '', sort = '' }: PackageListQuery,
): Rows<PackageRecord> | PackageRecord[] {
  const [only] = repositories
  const order = repositories.length === 1 ? dateOrder(sort) : undefined
  if (world.switches.lagSeconds === 0 && query.trim() === '' && order !== undefined && only !== undefined) {
    return { count: only.packages.size, slice: order === 'newest' ? only.packages.newest : only.packages.oldest }
  }
  const found = findPackages(world, repositories, query)
  if (order !== undefined) return order === 'newest' ? found.reverse() : found
  return sorter(sort)(found.map((pkg) => searchableOf(pkg))).map(({ pkg }) => pkg)
}

/**
 * The packages that match a query, those of each repository from the oldest to the newest.
 *
 * @throws {Refusal} as {@link listPackages}
 */
export function findPackages(world: World, repositories: readonly RepositoryRecord[], text: string): PackageRecord[] {
  const query = readQuery(world, text)
  const now = new Date(world.clock.now())
  const test = (pkg: PackageRecord, part: Predicate) => part(searchableOf(pkg, isDenied(world, pkg)), now)
  const isLate = world.switches.lagSeconds > 0
  const plan = isLate ? undefined : planOf(query)
  if (plan) return repositories.flatMap(({ packages }) => plan(packages, test).sort(byAge))
  const isFound = compile(query)
  return repositories.flatMap(({ packages, history }) => {
    const listed = isLate ? history.listed(packages.all()).sort(byAge) : [...packages.all()]
    return query.kind === 'all' ? listed : listed.filter((pkg) => test(pkg, isFound))
  })
}

/** The encoded length of a text in a URL. If the text itself is longer than `enough`, it is not encoded. */
const lengthInAddress = (text: string, enough: number): number =>
  text.length > enough ? text.length : encodeURIComponent(text).length

function readQuery({ switches: { maxQueryLength, tooLongQuery } }: World, text: string): QueryTree {
  if (maxQueryLength > 0 && lengthInAddress(text, maxQueryLength) > maxQueryLength) {
    throw new Refusal({ status: tooLongQuery, body: { detail: `The query has more than ${maxQueryLength} characters.` } })
  }
  return parseQuery(text, ({ message }) => wrongState(`The query cannot be read: ${message}`))
}
