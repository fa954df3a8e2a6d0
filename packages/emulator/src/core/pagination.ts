import type { Reply } from './reply.ts'

/** What a request says of pages; both are as they came. */
export interface PageQuery {
  page?: number | undefined
  page_size?: number | undefined
}

/** A list that knows its length without being made in full. */
export interface Rows<Row> {
  readonly count: number
  slice(start: number, end: number): Row[]
}

/** What a page is cut out of, and where its neighbours are. */
export interface Pager {
  readonly url: URL
  /** Most rows that a page may have. */
  readonly maxPageSize: number
  /** Whether lists without rows say so in headers. */
  readonly emptyListHeaders: boolean
}

/** Characters of a `Link` header at most: it repeats the query, and clients refuse 16 KiB of headers. */
const longestLink = 8_000

/** Rows of a page where the service says nothing else. */
const defaultPageSize = 30

/** A page of a list, made into a body by `wrap`. Very long queries have no `Link`. @see docs/service.md#pagination */
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
