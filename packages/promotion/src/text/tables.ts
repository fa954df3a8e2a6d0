import { visible } from './visible.ts'

/** A heading, and below it indented lines with aligned columns. All of it may be untrusted. */
export const textTable = (heading: string, rows: readonly (readonly string[])[]): string =>
  [visible(heading), ...columns(rows)].join('\n')

function columns(rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) => row.map(visible))
  const widths = (cells[0] ?? []).map((_, column) => cells.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0))
  return cells.map((row) => `  ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
}
