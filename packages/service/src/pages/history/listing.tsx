import type { Child } from 'hono/jsx'
import type { Visit } from '../parts.ts'
import { DataTable } from '../text/data-table.tsx'
import { Pager } from '../text/pager.tsx'
import { queryOf } from './query.ts'

interface ListingProps {
  readonly visit: Visit
  /** Path of the list. */
  readonly path: string
  readonly label: string
  readonly columns: readonly Child[]
  readonly rows: readonly Child[]
  readonly next: string | null
  /** The number of rows, in words. */
  readonly told: string
  /** What to show if there are no rows. */
  readonly empty: Child
}

/** A page of a long list, with a link to the next one. */
export function Listing({ visit, path, label, columns, rows, next, told, empty }: ListingProps) {
  return (
    <section aria-label={label}>
      {rows.length === 0 ? (
        <p class="sheet empty">{empty}</p>
      ) : (
        <DataTable label={label} columns={columns}>
          {[...rows]}
        </DataTable>
      )}
      {(rows.length > 0 || queryOf(visit).has('after')) && <Pager path={path} query={queryOf(visit)} next={next} told={told} />}
    </section>
  )
}
