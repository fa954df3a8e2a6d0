import { type Cloudsmith, largestPageSize, NotFoundError, type Package } from '@cloudsmith-sdk/client'
import type { Place } from './place.ts'
import { PlanError } from './plan-error.ts'

/** The rows to read. */
export interface Listing extends Place {
  /** Query in the service's search language. Default: every package. */
  readonly query?: string | undefined
}

/** A page of a list that is being read. */
export interface ListedPage {
  /** The rows that no earlier page contained. */
  readonly rows: readonly Package[]
  /** Number of rows according to the service. */
  readonly counted: number
}

/** How often a reader goes back because rows were deleted, before the list is taken to be inconsistent. */
const mostStepsBack = 1_000

/** How often a list is read that returns fewer rows than it counts. */
const mostReadings = 3

/**
 * Reads a list page by page, newest first, and passes on each row once.
 *
 * Packages that are pushed meanwhile move rows to later pages, where they are seen again and skipped. Deleted packages move rows to pages
 * that have already been read: the count shows this, and those pages are read again. Rows with the same time may swap places, so if fewer
 * rows were seen than counted, the whole list is read again. Therefore every row that exists from beginning to end is read, however busy the
 * repository is.
 *
 * @param see is called with each page, and returns false to stop; pages are not kept, so that a long list takes little memory
 * @throws {PlanError} the service counts more rows than it returns, even after several attempts
 * @see docs/service.md#pagination
 */
export async function readPages(
  cloudsmith: Cloudsmith,
  { owner, repo, query }: Listing,
  see: (page: ListedPage) => unknown,
  signal: AbortSignal | undefined,
): Promise<void> {
  const seen = new Set<string>()
  let [stepsBack, readings] = [0, 1]
  let least: number | undefined
  let before: number | undefined
  for (let page: number | undefined = 1; page !== undefined; ) page = await readPage(page)
  if (least === undefined || seen.size >= least) return
  throw new PlanError(
    `${owner}/${repo}: the service counts ${least} packages, but lists only ${seen.size} of them. Try again later.`,
  )

  /** Reads a page, and returns the number of the next. */
  async function readPage(page: number): Promise<number | undefined> {
    const answer = await pageOf(page)
    const rows = (answer?.items ?? []).filter(({ slug_perm }) => !seen.has(slug_perm))
    for (const { slug_perm } of rows) seen.add(slug_perm)
    // A page that no longer exists is one that the list has lost.
    const counted =
      answer === undefined ? Math.max(0, (before ?? largestPageSize) - largestPageSize) : (answer.count ?? answer.items.length)
    least = Math.min(least ?? counted, counted)
    const lost = Math.max(0, (before ?? counted) - counted)
    before = counted
    if (see({ rows, counted }) === false) {
      least = undefined
      return undefined
    }
    if (lost > 0 && page > 1 && stepsBack < mostStepsBack) {
      stepsBack += 1
      return Math.max(1, page - Math.ceil(lost / largestPageSize))
    }
    if (answer?.hasNext) return page + 1
    if (seen.size >= least || readings >= mostReadings) return undefined
    readings += 1
    return 1
  }

  async function pageOf(number: number) {
    const params = { owner, repo, page: number, page_size: largestPageSize, ...(query ? { query } : {}) }
    try {
      return await cloudsmith.packages.list(params, { signal })
    } catch (error) {
      if (number > 1 && error instanceof NotFoundError) return undefined
      throw error
    }
  }
}

/**
 * Reads every row of a repository, or of a query.
 *
 * @param keep returns the part of a row to keep, so that a large repository does not stay in memory
 * @throws {PlanError} the service counts more rows than it returns
 */
export async function listRows<T>(
  cloudsmith: Cloudsmith,
  listing: Listing,
  keep: (row: Package) => T,
  signal: AbortSignal | undefined,
): Promise<T[]> {
  const kept: T[] = []
  await readPages(
    cloudsmith,
    listing,
    ({ rows }) => {
      for (const row of rows) kept.push(keep(row))
    },
    signal,
  )
  return kept
}
