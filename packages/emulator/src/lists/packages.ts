import { wrongState } from '../core/errors.ts'
import type { Rows } from '../core/pagination.ts'
import { isDenied } from '../policies/deny.ts'
import { compile, parseQuery, type Query, QuerySyntaxError, sorter } from '../search/index.ts'
import { searchableOf } from '../views/searchable.ts'
import type { PackageRecord, RepositoryRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'

/** What a list of packages is asked for. */
export interface PackageListQuery {
  query?: string | undefined
  sort?: string | undefined
}

/**
 * The packages of some repositories, found and in order. The plain list of one repository is cut out of its index; a query that names a
 * package exactly looks at the packages of that name only; any other looks at all. Lists that lag behind show what was a lag ago.
 *
 * @throws {Refusal} 400 for a query that cannot be read
 */
export function listPackages(
  world: World,
  repositories: readonly RepositoryRecord[],
  { query = '', sort = '' }: PackageListQuery,
): Rows<PackageRecord> | PackageRecord[] {
  const [only] = repositories
  if (
    world.switches.lagSeconds === 0 &&
    query.trim() === '' &&
    sort.trim() === '' &&
    repositories.length === 1 &&
    only !== undefined
  ) {
    return { count: only.packages.size, slice: only.packages.newest }
  }
  const found = findPackages(world, repositories, query)
  return sorter(sort)(found.map((pkg) => searchableOf(pkg))).map(({ pkg }) => pkg)
}

/** The packages that a query finds. @throws {Refusal} 400 for a query that cannot be read */
export function findPackages(world: World, repositories: readonly RepositoryRecord[], text: string): PackageRecord[] {
  const query = readQuery(text)
  const matches = compile(query)
  const now = new Date(world.clock.now())
  const name = exactName(query)
  return repositories.flatMap(({ packages, history }) => {
    const isLate = world.switches.lagSeconds > 0
    const candidates = isLate ? history.listed(packages.all()) : name === undefined ? [...packages.all()] : packages.byName(name)
    return candidates.filter((pkg) => matches(searchableOf(pkg, isDenied(world, pkg)), now))
  })
}

function readQuery(text: string): Query {
  try {
    return parseQuery(text)
  } catch (error) {
    if (error instanceof QuerySyntaxError) throw wrongState(`The query cannot be read: ${error.message}`)
    throw error
  }
}

/** The name that every package found has to have, where the query says so with both anchors: `name:^lodash$ AND …`. */
function exactName(query: Query): string | undefined {
  if (query.kind === 'and') {
    for (const part of query.of) {
      const name = exactName(part)
      if (name !== undefined) return name
    }
  }
  if (query.kind !== 'term' || query.field !== 'name' || query.negated) return undefined
  const { parts, start, end } = query.value
  const [only] = parts
  return start && end && parts.length === 1 ? only : undefined
}
