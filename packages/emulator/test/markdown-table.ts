/** A Markdown table with columns as wide as their widest cell; the first row is the header. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const [head = [], ...rest] = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))
  const widths = head.map((_, column) => Math.max(...[head, ...rest].map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join('\n')
}

/** The cells of a table, whatever their width. */
export function cells(table: string): string[][] {
  const lines = table.split('\n').filter((line) => line.startsWith('|') && !/^[\s|:-]+$/.test(line))
  return lines.map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}
