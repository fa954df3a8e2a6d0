import type { FileDifference } from '../identity.ts'
import { cell } from '../text.ts'

/** A file that differs, with both digests. */
export const fileText = ({ filename, source, destination }: FileDifference, a: string, b: string): string =>
  `${filename}: ${a} sha256 ${source ?? 'none'}, ${b} sha256 ${destination ?? 'none'}`

/** Lines with columns of equal width. Names come from package authors: nothing in them may move a terminal's cursor. */
export function textTable(rows: readonly (readonly string[])[]): string[] {
  const plain = rows.map((row) => row.map((text) => text.replace(/\p{Cc}+/gu, ' ')))
  const widths = (plain[0] ?? []).map((_, column) => plain.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0))
  return plain.map((row) => `  ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
}

/** A table of Markdown; without rows, none. */
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0 ? [] : [line(head), line(head.map(() => '---')), ...rows.map(line)]

/** A heading, and what is below it. */
export const markdownList = (heading: string, lines: readonly string[]): string => `### ${cell(heading)}\n\n${lines.join('\n')}\n`

const line = (texts: readonly string[]): string => `| ${texts.map(cell).join(' | ')} |`
