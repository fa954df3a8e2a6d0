import { type Cloudsmith, largestPageSize, NotFoundError, type Package, type PackageDetail } from '@cloudsmith-sdk/client'
import { eachOf } from './concurrency.ts'
import { type Identity, keyOf, keyOfRow } from './identity.ts'
import { type ListedPage, readPages } from './list-rows.ts'
import type { Place } from './place.ts'
import { type Besides, emptyRows, fewestQueries, longestQuery, queriesFor, rowsOfGroup } from './queries.ts'

/** Rows by {@link keyOf}, failed ones included; an empty list for what is not there. */
export type RowsByKey = ReadonlyMap<string, readonly Package[]>

/** A package that a repository is known to have had. */
export interface Known {
  readonly package: Identity
  readonly slugPerm: string
}

/** A query, and how many rows it found. */
export interface Found {
  readonly query: string
  readonly rows: number
}

/** Reads a repository: at a cost that grows with what is asked for, never with what is there. */
export interface RepositoryReader extends Place {
  /** How many packages it has, where that was told; what is expected to be there where it was not. */
  readonly size: number | undefined
  /** Reads the rows of packages by their identities. Tells of other rows that were met on the way in `met`. */
  find(wanted: readonly Identity[], besides?: Besides & { met?: ((row: Package) => void) | undefined }): Promise<RowsByKey>
  /** As `find`, of packages that came a moment ago: looks at the newest first. `seen` is what earlier looks found. */
  findRecent(wanted: readonly Identity[], seen: RowsByKey): Promise<RowsByKey>
  /** Reads every row, or those of a query. */
  list(keep: (row: Package) => void, query?: string): Promise<void>
  /**
   * Reads packages that are known by their `slug_perm`; those that are not there are left out.
   *
   * @param found a query that found them and that many rows: asked again where that takes fewer requests
   */
  bySlug(known: readonly Known[], found?: Found): Promise<ReadonlyMap<string, Package>>
  /** Reads a package by its `slug_perm`, without the lag of lists; undefined where the repository does not have it. */
  one(slugPerm: string): Promise<PackageDetail | undefined>
}

/**
 * Opens a repository for reading.
 *
 * @param size how many packages it has, as far as is known: a list of all of it is read where that takes fewer requests
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

  /** Reads all there is where that is cheap. The first page tells how many rows there are. */
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

  /** How many queries find packages, as far as it can be told without making very many. */
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
    // What was not met is not known to be gone: it may have come long ago.
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

/** Requests that a list of so many rows takes. */
export const pagesOf = (rows: number): number => Math.max(1, Math.ceil(rows / largestPageSize))
