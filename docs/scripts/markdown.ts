/** Text in a cell of a table: on one line, and with no end of the cell in it. */
export const cell = (text: string): string =>
  text
    .replaceAll('|', '\\|')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim()

/** A table in Markdown; nothing where it has no rows. Columns in which nothing stands are left out, but for the first. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const kept = heads.map((_, at) => at === 0 || rows.some((row) => (row[at] ?? '') !== ''))
  const line = (cells: readonly string[]) =>
    `| ${heads.flatMap((_, at) => (kept[at] ? [cell(cells[at] ?? '')] : [])).join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Text as code, whatever is in it. */
export const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``)

/** A block of code. */
export const fence = (language: string, text: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``

/** Parts with an empty line between them; those that are empty are left out. */
export const parts = (all: readonly (string | undefined)[]): string =>
  all.filter((part) => part !== undefined && part !== '').join('\n\n')
