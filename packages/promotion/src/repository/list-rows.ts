import { type Cloudsmith, largestPageSize, NotFoundError, type Package } from '@cloudsmith-sdk/client'
import type { Place } from './place.ts'
import { PlanError } from './plan-error.ts'

/** Rows to read, and in which order. */
export interface Listing extends Place {
  /** In the service's search language. Default: every package. */
  readonly query?: string | undefined
}

/** A page of a list that is being read. */
export interface ListedPage {
  /** Those that no earlier page had. */
  readonly rows: readonly Package[]
  /** How many rows the service counts. */
  readonly counted: number
}

/** How often a reader goes back because rows went away, before the list is held to make no sense. */
const mostStepsBack = 1_000

/** How often a list is read that gives fewer rows than it counts. */
const mostReadings = 3

/**
 * Reads a list page by page, each row once, newest first.
 *
 * What is pushed meanwhile moves rows to later pages, where they are seen again. What is deleted moves rows to pages that were read before:
 * the count tells, and those pages are read again. Rows of one moment may change places: where fewer were seen than are counted, the list is
 * read anew. So every row that is there from beginning to end is read, however busy the repository is.
 *
 * @param see is given each page, and says false where it needs no more; no page outlives it, so that a long list takes little memory
 * @throws {PlanError} the service counts more rows than it gives, also when it is asked again
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

  /** Reads a page, and says which is the next. */
  async function readPage(page: number): Promise<number | undefined> {
    const answer = await pageOf(page)
    const rows = (answer?.items ?? []).filter(({ slug_perm }) => !seen.has(slug_perm))
    for (const { slug_perm } of rows) seen.add(slug_perm)
    // A page that is not there any more is one that the list has lost.
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
 * @param keep what of a row is kept, so that a large repository does not stay in memory
 * @throws {PlanError} the service counts more rows than it gives
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
