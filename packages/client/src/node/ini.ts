/** The sections of a file, by name, each with its values by key. */
export type Ini = ReadonlyMap<string, ReadonlyMap<string, string>>

/**
 * Reads INI as Python's `configparser` does, which the vendor's command line reads the same files with: `=` or `:` between key and
 * value, comments only on lines of their own (so a `#` or `;` is part of a value), keys as they are written, further lines of a value
 * indented deeper than its key, and nothing said twice. Values are text as it stands: no types, no escapes, no `%` interpolation.
 *
 * Two kindnesses beyond that: a byte order mark is skipped, and one pair of quotes around a value is taken off.
 *
 * Written here because the packages that read INI answer differently: they cut values at `#` and `;` (so they would cut a key short), know
 * no `:`, split section names at dots, and turn `true`, `null` and quoted text into values of other types.
 *
 * @throws {SyntaxError} with the number of the line that is at fault, and without its text, which may be a secret
 */
export function parseIni(text: string): Ini {
  const sections = new Map<string, Map<string, string>>()
  let section: Map<string, string> | undefined
  let key: string | undefined
  let indent = 0
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const content = line.trim()
    if (content === '' || /^[#;]/.test(content)) continue
    const wrong = (what: string) => new SyntaxError(`line ${index + 1} ${what}`)
    const depth = line.length - line.trimStart().length
    if (section !== undefined && key !== undefined && depth > indent) {
      section.set(key, `${section.get(key)}\n${content}`)
      continue
    }
    indent = depth
    const name = /^\[(.+)\]/.exec(content)?.[1]
    if (name !== undefined) {
      if (sections.has(name)) throw wrong('begins a section that is there already')
      section = new Map()
      sections.set(name, section)
      key = undefined
      continue
    }
    const { found, value } = /^(?<found>[^=:]+?)\s*[=:]\s*(?<value>.*)$/.exec(content)?.groups ?? {}
    if (section === undefined) throw wrong('stands before the first [section]')
    if (found === undefined || value === undefined) throw wrong('is neither [section] nor key = value')
    if (section.has(found)) throw wrong('sets a key of its section again')
    key = found
    section.set(key, value)
  }
  for (const values of sections.values()) for (const [name, value] of values) values.set(name, unquote(value))
  return sections
}

/** The vendor's files may hold values in quotes, which INI itself knows nothing of. */
function unquote(value: string): string {
  return /^(["'])(.*)\1$/s.exec(value)?.[2] ?? value
}
