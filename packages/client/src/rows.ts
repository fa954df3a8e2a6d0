import type { FetchedPage, Params } from './page.ts'
import { createProgress, identityOf } from './progress.ts'

/**
 * Every row of every page, each once.
 *
 * A list that grows while it is read repeats rows: they are yielded once. One that shrinks moves rows to pages that were already read: those
 * pages are read again. Rows without a `slug_perm` cannot be identified and are yielded as they come.
 *
 * @throws {ParseError} the same rows are returned again and again
 */
export async function* readRows<T>(
  first: () => Promise<FetchedPage<T>>,
  fetchPage: (asked: Params) => Promise<FetchedPage<T>>,
): AsyncGenerator<T> {
  const seen = new Set<unknown>()
  const advances = createProgress<T>()
  const fresh = (page: FetchedPage<T>) => page.data.items.filter((row) => isNew(row, seen))

  let current: FetchedPage<T> | undefined = await first()
  yield* fresh(current)
  while (current.next !== undefined) {
    const following: FetchedPage<T> | undefined = await fetchPage(current.next).catch(orGone)
    if (hasShrunk(current, following) && seen.size > 0) {
      // Nearest first: if a page has nothing new, neither have those before it.
      for (let page = current.data.page ?? 0; page > 0; page--) {
        const again = await fetchPage({ ...current.asked, page }).catch(orGone)
        const moved = again && fresh(again)
        if (moved?.length === 0) break
        yield* moved ?? []
      }
    }
    if (following === undefined) return
    const rows = fresh(following)
    if (advances(following, current, rows.length)) yield* rows
    current = following
  }
}

function hasShrunk<T>(current: FetchedPage<T>, following: FetchedPage<T> | undefined): boolean {
  return following === undefined || (following.data.count ?? 0) < (current.data.count ?? 0)
}

/** A page that no longer exists, because the list shrank, is answered with 404: turns that error into undefined. */
export function orGone(error: unknown): undefined {
  if (error instanceof Error && 'status' in error && error.status === 404) return undefined
  throw error
}

function isNew(row: unknown, seen: Set<unknown>): boolean {
  const identity = identityOf(row)
  if (identity === undefined) return true
  const size = seen.size
  return seen.add(identity).size > size
}
