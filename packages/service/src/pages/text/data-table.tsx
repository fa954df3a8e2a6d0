import type { Child } from 'hono/jsx'

interface DataTableProps {
  /** What the table is called; the id of what calls it, where that is seen. */
  readonly label?: string
  readonly labelledby?: string
  /** Titles of its columns. */
  readonly columns: readonly Child[]
  readonly class?: string
  readonly children?: Child
}

/** Rows under titles, on a sheet that scrolls where it has to. On a phone each row is a card: cells say in `data-title` which column they are of. */
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
