import type { Child } from 'hono/jsx'
import type { Visit } from '../parts.ts'
import { DataTable } from '../text/data-table.tsx'
import { Pager } from '../text/pager.tsx'
import { queryOf } from './query.ts'

interface ListingProps {
  readonly visit: Visit
  /** Where the list is. */
  readonly path: string
  readonly label: string
  readonly columns: readonly Child[]
  readonly rows: readonly Child[]
  readonly next: string | null
  /** How many there are, in words. */
  readonly told: string
  /** What is said where there is none. */
  readonly empty: Child
}

/** A part of a long list, and the way to the next. */
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
