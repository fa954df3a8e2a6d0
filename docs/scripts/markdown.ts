/** Text for a table cell: on one line, with `|` escaped. */
export const cell = (text: string): string =>
  text
    .replaceAll('|', '\\|')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim()

/** A Markdown table; an empty string if it has no rows. Empty columns are left out, except the first. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const kept = heads.map((_, at) => at === 0 || rows.some((row) => (row[at] ?? '') !== ''))
  const line = (cells: readonly string[]) =>
    `| ${heads.flatMap((_, at) => (kept[at] ? [cell(cells[at] ?? '')] : [])).join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Text as inline code, also if it contains backticks. */
export const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``)

/** A code block. */
export const fence = (language: string, text: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``

/** Joins parts with an empty line between them, leaving out empty parts. */
export const parts = (all: readonly (string | undefined)[]): string =>
  all.filter((part) => part !== undefined && part !== '').join('\n\n')
