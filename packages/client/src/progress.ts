import { failed, nameOf } from './errors/failed.ts'
import { foundLate } from './errors/found-late.ts'
import { ParseError } from './errors/transport.ts'
import type { FetchedPage } from './page.ts'
import type { CallContext } from './transport/transport.ts'

/** How many pages in a row may be the same: a list that gains a page and loses one while it is read repeats a page. */
const mostSame = 2

/** How many pages in a row may contain nothing new: in a list that grows while it is read, rows already seen move back by a few pages. */
const mostBarren = 100

/** Reports whether a page makes progress, given the one before it and how many of its rows are new. */
export type Advances<T> = (page: FetchedPage<T>, before: FetchedPage<T>, fresh?: number) => boolean

/**
 * Watches a list as it is read, because a service that ignores the page number returns the same rows for ever.
 *
 * @throws {ParseError} (from the returned function) the same rows were returned again and again, or a cursor was repeated
 */
export function createProgress<T>(): Advances<T> {
  const cursors = new Set<unknown>()
  let same = 0
  let barren = 0
  return (page, before, fresh) => {
    const { asked, data, context } = page
    if (asked.cursor !== undefined && cursors.has(asked.cursor)) {
      throw stuck(context, 'loops: the service returned the same cursor twice')
    }
    cursors.add(asked.cursor)
    const isSame = data.items.length > 0 && data.count === before.data.count && haveSameRows(data.items, before.data.items)
    same = isSame ? same + 1 : 0
    barren = fresh === 0 ? barren + 1 : 0
    if (same > mostSame || barren > mostBarren) {
      throw stuck(context, 'returns the same rows again and again: the service ignores the page number')
    }
    return !isSame
  }
}

/**
 * Compares a page with the total that was sent with it.
 *
 * @param before number of rows on the pages before it
 * @throws {ParseError} there are more rows than the total, so it is unknown where the list ends
 */
export function checkTotal(rows: number, before: number, count: number | undefined, context: CallContext): void {
  if (count === undefined || rows === 0 || before + rows <= count) return
  throw stuck(context, `cannot be read to its end: the service announced ${count} rows but sent ${before + rows}`)
}

const stuck = (context: CallContext, what: string): ParseError =>
  foundLate(new ParseError(`The list of ${nameOf(context)} ${what}.`, failed(context)), context)

function haveSameRows(rows: readonly unknown[], before: readonly unknown[]): boolean {
  if (rows.length !== before.length) return false
  const known = new Set(before.map(identityOf))
  if (!known.has(undefined)) return rows.every((row) => known.has(identityOf(row)))
  try {
    return JSON.stringify(rows) === JSON.stringify(before)
  } catch {
    // Nested deeper than any real row.
    return true
  }
}

/** What identifies a row; undefined if it has no identifier. */
export const identityOf = (row: unknown): unknown =>
  typeof row === 'object' && row !== null && 'slug_perm' in row ? row.slug_perm : undefined
