import { type Operation, rowsIn } from './api/operation.ts'
import { deferred, type WithResponse } from './call.ts'
import { defaultPageSize } from './generated/page-size.ts'
import type { FetchedPage, Page, Params } from './page.ts'
import { checkTotal, createProgress } from './progress.ts'
import { orGone, readRows } from './rows.ts'
import type { CallContext } from './transport/transport.ts'

/**
 * What a list method returns: `await` it for one page, or iterate over it with `for await` for every row of every page.
 *
 * An awaited page has the service's default size. Reading the whole list requests the largest pages that the operation allows, unless
 * `page_size` is set, or `page` to start from a certain page, which is counted in pages of the default size.
 *
 * @see docs/service.md#pagination
 */
export interface ListCall<T> extends Promise<Page<T>>, AsyncIterable<T> {
  /** Resolves to the page together with its HTTP response. */
  withResponse(): Promise<WithResponse<Page<T>>>
  /** Iterates over this page and all that follow. Each is fetched when it is needed, so `break` stops fetching. */
  pages(): AsyncIterable<Page<T>>
  /** Resolves to every row from this page on, at most `limit` of them: no more rows than that are requested. */
  toArray(options?: { limit?: number }): Promise<T[]>
}

/** A result with its response, and the context of the call. */
export interface Answer<T> extends WithResponse<T> {
  context: CallContext
}

/** An operation that returns a list. */
export type ListOperation = Operation & { readonly list: NonNullable<Operation['list']> }

/**
 * Pages through a list. The URL of the next page is built from its number or cursor, never taken from the response, so that pagination
 * cannot leave the origin. Nothing is sent before the list is awaited or iterated over.
 */
export function createList<T>(
  { list: { field, paging, largest } }: ListOperation,
  params: Params,
  request: (params: Params) => Promise<Answer<unknown>>,
): ListCall<T> {
  async function fetchPage(asked: Params): Promise<FetchedPage<T>> {
    const { data, response, context } = await request(asked)
    // A response that is not a list was rejected when it was read.
    const items = rowsIn(data, field) as readonly T[]
    const count = header(response, 'x-pagination-count')
    const pageCount = header(response, 'x-pagination-pagetotal')
    const number = paging === 'page' ? Math.max(1, Number(asked.page ?? 1)) : undefined
    const cursor = paging === 'cursor' ? cursorOf(data) : undefined
    const told = header(response, 'x-pagination-pagesize') || undefined
    checkTotal(items.length, told === undefined || number === undefined ? 0 : told * (number - 1), count, context)
    // Without a count, a page with fewer rows than requested need not be the last one.
    const size = told ?? Math.min(Number(asked.page_size ?? defaultPageSize), defaultPageSize)
    const isCounted = told !== undefined && count !== undefined
    // If the two totals contradict each other, the greater one counts: rows that are never requested would go missing unnoticed.
    const more = (page: number) =>
      pageCount === undefined ? items.length >= size : page < pageCount || (isCounted && page * told < count)
    const hasNext = number === undefined ? cursor !== undefined : more(number)
    const next =
      !hasNext || items.length === 0 ? undefined : { ...asked, ...(number === undefined ? { cursor } : { page: number + 1 }) }
    const page = {
      items,
      page: number,
      count,
      pageCount,
      hasNext: next !== undefined,
      [Symbol.iterator]: () => items[Symbol.iterator](),
    }
    return { data: page, response, asked, context, next }
  }

  const state: { first?: ReturnType<typeof fetchPage> } = {}
  const first = () => (state.first ??= fetchPage(params))

  /** The first page when reading the whole list: a page that was awaited before if it is the only one, otherwise a large one. */
  async function begin(wanted: number): Promise<FetchedPage<T>> {
    if (paging === 'none' || (params.page_size ?? params.page) !== undefined) return first()
    const awaited = await state.first?.catch(() => undefined)
    if (awaited !== undefined && awaited.next === undefined) return awaited
    return fetchPage({ ...params, page_size: pageSizeFor(wanted, largest) })
  }

  const rows = (wanted = Number.POSITIVE_INFINITY) => readRows(() => begin(wanted), fetchPage)

  async function* pages(): AsyncGenerator<Page<T>> {
    const advances = createProgress<T>()
    let current = await begin(Number.POSITIVE_INFINITY)
    yield current.data
    while (current.next !== undefined) {
      const following = await fetchPage(current.next).catch(orGone)
      if (following === undefined) return
      if (advances(following, current)) yield following.data
      current = following
    }
  }

  async function toArray({ limit = Number.POSITIVE_INFINITY }: { limit?: number } = {}): Promise<T[]> {
    const all: T[] = []
    if (limit <= 0) return all
    for await (const row of rows(limit)) {
      all.push(row)
      if (all.length >= limit) break
    }
    return all
  }

  return {
    ...deferred(() => first().then(({ data }) => data)),
    withResponse: () => first().then(({ data, response }) => ({ data, response })),
    pages,
    toArray,
    [Symbol.asyncIterator]: () => rows(),
  }
}

/**
 * The page size that takes the fewest requests without fetching more rows than are wanted.
 *
 * @param wanted number of rows; infinity for all of them
 * @param largest largest page size of the operation
 */
function pageSizeFor(wanted: number, largest: number): number {
  if (wanted === Number.POSITIVE_INFINITY) return largest
  const pages = Math.ceil(wanted / largest)
  return Math.ceil(wanted / pages)
}

function header(response: Response, name: string): number | undefined {
  const text = response.headers.get(name)
  const value = Number(text)
  return text === null || text === '' || !Number.isSafeInteger(value) || value < 0 ? undefined : value
}

/** `next` is a URL; only its cursor is used. */
function cursorOf(data: unknown): string | undefined {
  const next = (data as { next?: unknown } | undefined)?.next
  if (typeof next !== 'string' || next === '') return undefined
  return URL.parse(next, 'https://cursor.invalid')?.searchParams.get('cursor') || undefined
}
