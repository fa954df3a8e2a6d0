import { requireFew } from './few-values.ts'

/** A block of `Name: value` lines, and the text after the empty line that ends it. */
export interface Stanza {
  /** The first value of a field, with continuation lines (joined by newlines, with their indentation). Names ignore case. */
  first(name: string): string | undefined
  /** All values of a repeatable field. */
  all(name: string): readonly string[]
  body: string
}

/**
 * Parses the header format of Debian control files and Python metadata. Lines that are neither a field nor a continuation are skipped: old tools
 * wrote such lines, and a missing name or version is reported later.
 *
 * @throws {UnreadableError} if it has too many lines
 * @see https://packaging.python.org/en/latest/specifications/core-metadata/
 * @see https://www.debian.org/doc/debian-policy/ch-controlfields.html#syntax-of-control-files
 */
export function parseStanza(text: string): Stanza {
  const lines = text.replaceAll('\r\n', '\n').replace(/^\n+/, '').split('\n')
  const blank = lines.indexOf('')
  const head = blank < 0 ? lines : lines.slice(0, blank)
  requireFew(head.length, 'the metadata')

  const fields = new Map<string, string[]>()
  let current: string[] = []
  for (const line of head) {
    if (/^[ \t]/.test(line)) {
      const last = current.pop()
      if (last !== undefined) current.push(`${last}\n${line}`)
      continue
    }
    const field = /^([^\s:]+):(.*)$/.exec(line)
    if (!field) continue
    const [, name = '', value = ''] = field
    current = fields.get(name.toLowerCase()) ?? []
    current.push(value.trim())
    fields.set(name.toLowerCase(), current)
  }

  const all = (name: string) => fields.get(name.toLowerCase()) ?? []
  return { all, first: (name) => all(name)[0] || undefined, body: blank < 0 ? '' : lines.slice(blank + 1).join('\n') }
}
