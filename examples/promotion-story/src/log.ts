import { styleText } from 'node:util'

/** Begins a chapter of the story. */
export const chapter = (title: string): void => console.log(`\n${styleText('bold', title)}`)

/** Tells one thing that happened. */
export const tell = (line: string): void => console.log(`  ${line}`)

/** Tells a text of several lines. */
export const tellAll = (text: string): void => text.trimEnd().split('\n').forEach(tell)

/** Prints rows under a header, each column as wide as its widest cell. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`.trimEnd()
  console.log(styleText('bold', line(header)))
  for (const row of rows) console.log(line(row))
}
