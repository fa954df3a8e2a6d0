import type { ComponentChildren } from 'preact'
import { linkTo } from './route.ts'
import { replaceQuery, useRoute } from './use-route.ts'
import { number } from './words.ts'

/** A column: its title, the cell of a row, and its style. */
export interface Column<Row> {
  readonly title: string
  readonly cell: (row: Row) => ComponentChildren
  /** `wide`: hidden on a phone; `tight`: does not wrap; `end`: aligned right. */
  readonly style?: string
  /** The value of `sort` in the control API. */
  readonly sort?: string
}

interface TableProps<Row> {
  readonly name: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[] | undefined
  readonly keyOf: (row: Row) => string | number
  /** Shown if there are no rows. */
  readonly empty: ComponentChildren
}

/** A table, or a sentence if it is empty. */
export function Table<Row>({ name, columns, rows, keyOf, empty }: TableProps<Row>) {
  if (rows === undefined) return <p class="sheet empty">Loading…</p>
  if (rows.length === 0) return <p class="sheet empty">{empty}</p>
  return (
    <div class="sheet table">
      <table aria-label={name}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.title} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ title, cell, style }) => (
                <td key={title} class={style}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Head<Row>({ column: { title, style, sort } }: { column: Column<Row> }) {
  const route = useRoute()
  if (sort === undefined) {
    return (
      <th scope="col" class={style}>
        {title}
      </th>
    )
  }
  const current = route.query.get('sort') ?? '-date'
  const isUp = current === sort
  const isSorted = isUp || current === `-${sort}`
  return (
    <th scope="col" class={style} aria-sort={isSorted ? (isUp ? 'ascending' : 'descending') : undefined}>
      <button type="button" class="sort" onClick={() => replaceQuery(route, { sort: isUp ? `-${sort}` : sort, page: undefined })}>
        {title}
        <span aria-hidden="true">{isSorted ? (isUp ? ' ↑' : ' ↓') : ''}</span>
      </button>
    </th>
  )
}

/** Rows per page. */
export const pageSize = 50

/** The rows of the page that the URL names. */
export function usePage(): { readonly page: number; readonly offset: string; readonly limit: string } {
  const { query } = useRoute()
  const page = Math.max(1, Math.trunc(Number(query.get('page') ?? 1)) || 1)
  return { page, offset: String((page - 1) * pageSize), limit: String(pageSize) }
}

/** Links to the pages of a list. */
export function Pager({ total }: { total: number | undefined }) {
  const { path, query } = useRoute()
  const { page } = usePage()
  const last = Math.max(1, Math.ceil((total ?? 0) / pageSize))
  if (total === undefined || (last === 1 && page === 1)) return null
  const to = (target: number) => linkTo(path, { ...Object.fromEntries(query), page: target === 1 ? undefined : String(target) })
  const link = (target: number, text: string, rel?: string) =>
    target < 1 || target > last || target === page ? (
      <span class="button off">{text}</span>
    ) : (
      <a class="button" href={to(target)} rel={rel}>
        {text}
      </a>
    )
  const first = (page - 1) * pageSize + 1
  return (
    <nav class="pager" aria-label="Pages">
      <span class="faint">
        {first > total ? 'Beyond the end' : `${number(first)} to ${number(Math.min(total, page * pageSize))}`} of {number(total)}
      </span>
      {link(1, 'First')}
      {link(page - 1, 'Previous', 'prev')}
      {link(page + 1, 'Next', 'next')}
      {link(last, 'Last')}
    </nav>
  )
}
