import { defaultPageSize } from '../generated/page-size.ts'
import type { Reply } from './reply.ts'

/** The page parameters of a request, not yet checked. */
export interface PageQuery {
  page?: number | undefined
  page_size?: number | undefined
}

/** A list that knows its length without being built in full. */
export interface Rows<Row> {
  readonly count: number
  slice(start: number, end: number): Row[]
}

/** Where a page comes from, and how its neighbours are addressed. */
export interface Pager {
  readonly url: URL
  /** Most rows on a page. */
  readonly maxPageSize: number
  /** Whether responses for empty lists have pagination headers. */
  readonly emptyListHeaders: boolean
}

/** Most characters of a `Link` header: it repeats the query, and clients refuse headers of 16 KiB. */
const longestLink = 8_000

/** Returns a page of a list, with `wrap` making the body. Very long queries get no `Link` header. @see docs/service.md#pagination */
export function page<Row, Body = Row[]>(
  rows: readonly Row[] | Rows<Row>,
  query: PageQuery | undefined,
  { url, maxPageSize, emptyListHeaders }: Pager,
  wrap: (rows: Row[]) => Body = (rows) => rows as Body,
): Reply<200, Body> {
  const size = Math.min(maxPageSize, atLeastOne(query?.page_size, defaultPageSize))
  const number = atLeastOne(query?.page, 1)
  const count = 'count' in rows ? rows.count : rows.length
  const body = wrap(rows.slice((number - 1) * size, number * size) as Row[])
  if (count === 0 && !emptyListHeaders) return { status: 200, body }
  const last = Math.max(1, Math.ceil(count / size))
  const link = (rel: string, to: number) => {
    const target = new URL(url)
    target.searchParams.set('page', String(to))
    return `<${target.href}>; rel="${rel}"`
  }
  const links = [
    link('first', 1),
    ...(number > 1 ? [link('prev', Math.min(number - 1, last))] : []),
    ...(number < last ? [link('next', number + 1)] : []),
    link('last', last),
  ].join(', ')
  return {
    status: 200,
    body,
    headers: {
      'X-Pagination-Count': String(count),
      'X-Pagination-Page': String(number),
      'X-Pagination-PageTotal': String(last),
      'X-Pagination-PageSize': String(size),
      ...(links.length <= longestLink ? { Link: links } : {}),
    },
  }
}

function atLeastOne(value: number | undefined, otherwise: number): number {
  return value !== undefined && Number.isFinite(value) && value >= 1 ? Math.floor(value) : otherwise
}
