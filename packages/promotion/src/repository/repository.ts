import { type Cloudsmith, largestPageSize, NotFoundError, type Package, type PackageDetail } from '@cloudsmith-sdk/client'
import { eachOf } from './concurrency.ts'
import { type Identity, keyOf, keyOfRow } from './identity.ts'
import { type ListedPage, readPages } from './list-rows.ts'
import type { Place } from './place.ts'
import { type Besides, emptyRows, fewestQueries, longestQuery, queriesFor, rowsOfGroup } from './queries.ts'

/** Rows by {@link keyOf}, including failed ones; an empty list for identities that were not found. */
export type RowsByKey = ReadonlyMap<string, readonly Package[]>

/** A package that the repository is known to have had. */
export interface Known {
  readonly package: Identity
  readonly slugPerm: string
}

/** A query, and the number of rows that it found. */
export interface Found {
  readonly query: string
  readonly rows: number
}

/** Reads a repository, at a cost that depends on what is requested and not on the size of the repository. */
export interface RepositoryReader extends Place {
  /** Number of packages in it, as last reported by the service; otherwise the number that was expected. */
  readonly size: number | undefined
  /** Finds the rows of packages by their identities. Other rows that were read on the way are passed to `met`. */
  find(wanted: readonly Identity[], besides?: Besides & { met?: ((row: Package) => void) | undefined }): Promise<RowsByKey>
  /** Like `find`, for packages that have just arrived: reads the newest rows first. `seen` contains what earlier reads found. */
  findRecent(wanted: readonly Identity[], seen: RowsByKey): Promise<RowsByKey>
  /** Reads every row, or those of a query. */
  list(keep: (row: Package) => void, query?: string): Promise<void>
  /**
   * Reads packages by their `slug_perm`; those that do not exist are left out.
   *
   * @param found a query that found them, and its number of rows: repeated if that takes fewer requests
   */
  bySlug(known: readonly Known[], found?: Found): Promise<ReadonlyMap<string, Package>>
  /** Reads a package by its `slug_perm`, without the lag of lists; undefined if the repository does not have it. */
  one(slugPerm: string): Promise<PackageDetail | undefined>
}

/**
 * Opens a repository for reading.
 *
 * @param size number of packages in it, if known: the whole list is read if that takes fewer requests
 */
export function openRepository(
  cloudsmith: Cloudsmith,
  { owner, repo }: Place,
  { size: hint, signal }: { size?: number | undefined; signal?: AbortSignal | undefined } = {},
): RepositoryReader {
  const place = { owner, repo }
  let size = hint
  const reader: RepositoryReader = {
    owner,
    repo,
    get size() {
      return size
    },
    find,
    findRecent,
    list,
    bySlug,
    one,
  }
  return reader

  async function find(wanted: readonly Identity[], { met, ...besides }: Parameters<RepositoryReader['find']>[1] = {}) {
    const found = emptyRows(wanted)
    const seen = new Set<string>()
    const keep = (row: Package) => {
      if (seen.size === seen.add(row.slug_perm).size) return
      found.get(keyOfRow(row))?.push(row)
      met?.(row)
    }
    let made: string[][] | undefined
    const groups = () => (made ??= queriesFor(wanted, besides, longestQuery(cloudsmith)))
    const fewest = fewestQueries(wanted)
    const isCheap = (rows: number) => pagesOf(rows) <= fewest || pagesOf(rows) <= groups().length
    if ((fewest > 1 || groups().length > 1) && (await readWhole(keep, isCheap))) return found
    await eachOf(groups(), (group) => rowsOfGroup(cloudsmith, place, group, keep, signal))
    return found
  }

  /** Reads the whole repository if that is cheap. The first page shows how many rows there are. */
  async function readWhole(keep: (row: Package) => void, isCheap: (rows: number) => boolean): Promise<boolean> {
    let isWhole = size === undefined || isCheap(size)
    if (!isWhole) return false
    await readAll(({ rows, counted }) => {
      isWhole = isCheap(counted)
      if (isWhole) for (const row of rows) keep(row)
      return isWhole
    })
    return isWhole
  }

  function readAll(see: (page: ListedPage) => unknown): Promise<void> {
    const seeAndCount = (page: ListedPage) => {
      size = page.counted
      return see(page)
    }
    return readPages(cloudsmith, place, seeAndCount, signal)
  }

  /** Number of queries that find packages, without building very many. */
  function queriesNeeded(wanted: readonly Identity[]): number {
    const fewest = fewestQueries(wanted)
    return fewest > 4 ? fewest : queriesFor(wanted, {}, longestQuery(cloudsmith)).length
  }

  async function findRecent(wanted: readonly Identity[], seen: RowsByKey): Promise<RowsByKey> {
    if (fewestQueries(wanted) <= 1 && queriesFor(wanted, {}, longestQuery(cloudsmith)).length <= 1) return find(wanted)
    const found = emptyRows(wanted)
    const mostPages = 2 * pagesOf(wanted.length)
    let read = 0
    await readAll(({ rows }) => {
      read += 1
      let hits = 0
      for (const row of rows) {
        const list = found.get(keyOfRow(row))
        list?.push(row)
        if (list !== undefined) hits += 1
      }
      return hits > 0 && read < mostPages && !wanted.every(isRefreshed)
    })
    // A package that was not seen need not be gone: it may have arrived long ago.
    const rest = wanted.filter((identity) => !isRefreshed(identity))
    if (rest.length > 0 && (size === undefined || read < pagesOf(size))) {
      for (const [key, rows] of await find(rest)) found.set(key, [...rows])
    }
    return found

    function isRefreshed(identity: Identity): boolean {
      const key = keyOf(identity)
      const rows = found.get(key) ?? []
      const before = seen.get(key) ?? []
      return rows.length > 0 && before.every(({ slug_perm }) => rows.some((row) => row.slug_perm === slug_perm))
    }
  }

  async function list(keep: (row: Package) => void, query?: string): Promise<void> {
    const see = ({ rows }: ListedPage) => {
      for (const row of rows) keep(row)
    }
    await (query === undefined ? readAll(see) : readPages(cloudsmith, { ...place, query }, see, signal))
  }

  async function bySlug(known: readonly Known[], before?: Found) {
    const found = new Map<string, Package>()
    const wanted = new Set(known.map(({ slugPerm }) => slugPerm))
    const met = (row: Package) => {
      if (wanted.has(row.slug_perm)) found.set(row.slug_perm, row)
    }
    const [only] = known
    if (known.length === 1 && only !== undefined) {
      const row = await one(only.slugPerm)
      if (row !== undefined) found.set(only.slugPerm, row)
      return found
    }
    const identities = known.map((each) => each.package)
    if (before !== undefined && pagesOf(before.rows) <= queriesNeeded(identities)) await list(met, before.query)
    const rest = known.filter(({ slugPerm }) => !found.has(slugPerm))
    if (rest.length > 0) {
      await find(
        rest.map((each) => each.package),
        { met },
      )
    }
    return found
  }

  async function one(identifier: string): Promise<PackageDetail | undefined> {
    try {
      return await cloudsmith.packages.read({ owner, repo, identifier }, { signal })
    } catch (error) {
      if (error instanceof NotFoundError) return undefined
      throw error
    }
  }
}

/** Requests for a list of this many rows. */
export const pagesOf = (rows: number): number => Math.max(1, Math.ceil(rows / largestPageSize))
