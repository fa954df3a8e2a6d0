import { readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'

const readme = new URL('../README.md', import.meta.url)

type Rows = readonly (readonly string[])[]

/**
 * Fails unless the README has a table with these rows, between two comments with its name. With UPDATE=1, writes it there.
 *
 * @param rows the first is the header
 */
export function expectInReadme(name: string, rows: Rows): void {
  const table = tableOf(rows)
  const text = readFileSync(readme, 'utf8')
  const part = new RegExp(`(?<=<!-- ${name} -->\\n)[\\s\\S]*?(?=<!-- /${name} -->)`)
  if (process.env.UPDATE)
    writeFileSync(
      readme,
      text.replace(part, () => `\n${table}\n\n`),
    )
  else expect(cells(part.exec(text)?.[0] ?? '')).toEqual(cells(table))
}

/** A table in Markdown, with columns as wide as their widest cell; the first row is the header. */
function tableOf(rows: Rows): string {
  const [head = [], ...rest] = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))
  const widths = head.map((_, column) => Math.max(...[head, ...rest].map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join('\n')
}

/** The cells of a table, whatever their width. */
function cells(table: string): string[][] {
  const lines = table.split('\n').filter((line) => line.startsWith('|') && !/^[\s|:-]+$/.test(line))
  return lines.map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}
