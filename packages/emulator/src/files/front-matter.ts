import { decodeUtf8 } from './text.ts'
import type { Table } from './tree.ts'
import { UnreadableError } from './unreadable.ts'
import { parseYaml } from './yaml.ts'

/**
 * Reads the front matter of a Markdown text: the YAML between two lines of dashes at its start. Returns an empty table if there is none, and the text
 * after it.
 *
 * @param what the name for messages, for example `README.md`
 * @throws {UnreadableError} like {@link parseYaml}, and if the second line of dashes is missing
 */
export function frontMatter(bytes: Uint8Array, what: string): { table: Table; body: string } {
  const [first = '', ...lines] = decodeUtf8(bytes).split('\n')
  if (first.trimEnd() !== '---') return { table: {}, body: [first, ...lines].join('\n').trim() }
  const end = lines.findIndex((line) => line.trimEnd() === '---')
  if (end < 0) throw new UnreadableError(`${what} begins with --- without a second one`)
  const head = lines.slice(0, end).join('\n')
  const table = head.trim() === '' ? {} : parseYaml(new TextEncoder().encode(head), what)
  return {
    table,
    body: lines
      .slice(end + 1)
      .join('\n')
      .trim(),
  }
}
