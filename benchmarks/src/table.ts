/** Figures for people. */
export interface Table {
  title: string
  columns: readonly string[]
  /** A row starts with what it is about. A missing figure is null, as in the JSON that is recorded. */
  rows: readonly (readonly Cell[])[]
  /** What a reader must know to judge the figures. */
  notes?: readonly string[]
}

/** A word, a figure, or nothing. */
export type Cell = string | number | null

/** Writes a table as aligned text: words to the left, figures to the right, thousands apart. */
export function formatTable({ title, columns, rows, notes = [] }: Table): string {
  const cells = [columns, ...rows.map((row) => columns.map((_, column) => text(row[column])))]
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const lines = cells.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
  const rule = widths.map((width) => '-'.repeat(width)).join('  ')
  return `${[title, '', lines[0], rule, ...lines.slice(1), '', ...notes.map((note) => `- ${note}`)].join('\n')}\n`
}

function text(cell: Cell | undefined): string {
  if (cell === undefined || cell === null) return ''
  if (typeof cell === 'string') return cell
  return cell.toLocaleString('en-GB', Number.isInteger(cell) ? {} : { minimumFractionDigits: 2, maximumFractionDigits: 2 })
}
