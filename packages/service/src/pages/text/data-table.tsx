import type { Child } from 'hono/jsx'

interface DataTableProps {
  /** Accessible name of the table, or the ID of the visible element that names it. */
  readonly label?: string
  readonly labelledby?: string
  /** Column titles. */
  readonly columns: readonly Child[]
  readonly class?: string
  readonly children?: Child
}

/** A table that scrolls if necessary. On a phone each row is a card, in which `data-title` of a cell names its column. */
export function DataTable({ label, labelledby, columns, class: kind, children }: DataTableProps) {
  return (
    <div class="sheet table stack">
      <table class={kind} aria-label={label} aria-labelledby={labelledby}>
        <thead>
          <tr>
            {columns.map((title) => (
              <th scope="col">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
