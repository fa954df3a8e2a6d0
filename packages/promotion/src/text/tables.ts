import { visible } from './visible.ts'

/** Lines with columns of equal width. */
export function textTable(rows: readonly (readonly string[])[]): string[] {
  const plain = rows.map((row) => row.map(visible))
  const widths = (plain[0] ?? []).map((_, column) => plain.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0))
  return plain.map((row) => `  ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
}
