/** The sections of a file, by name, each with its values by key. */
export type Ini = ReadonlyMap<string, ReadonlyMap<string, string>>

/**
 * Reads INI as Python's `configparser` does, which the vendor's command line reads the same files with: `=` or `:` between key and
 * value, comments only on lines of their own (so a `#` or `;` is part of a value), keys as they are written, further lines of a value
 * indented deeper than its key, and nothing said twice. Values are text as it stands: no types, no escapes, no `%` interpolation.
 *
 * Two kindnesses beyond that: a byte order mark is skipped, and one pair of quotes around a value is taken off.
 *
 * Written here because no package that was tried (npm's `ini` 7.0, `js-ini` 1.6, `configparser` 0.3) reads what the command line reads, and
 * one that reads another key is worse than none:
 * - all three: a value of several lines becomes keys of its own, a second `api_key` silently takes the place of the first,
 *   `[default] ; text` is no section, `[__proto__]` is lost.
 * - `ini`: cuts a key at `#` or `;`, does not know `:`, splits `[profile:acme.eu]` at the dot, reads `'12e3'` as a number, takes what is
 *   malformed for settings, and needs a newer Node than this package does.
 * - `js-ini`: does not know `:` beside `=`, so that `api_host: https://…` is an error or another key; takes keys before any section.
 * - `configparser`: replaces `%(…)s`, and quotes the line that is at fault, which may be a secret.
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
      if (sections.has(name)) throw wrong('repeats an earlier section')
      section = new Map()
      sections.set(name, section)
      key = undefined
      continue
    }
    const sign = content.search(/[=:]/)
    if (section === undefined) throw wrong('comes before the first [section]')
    if (sign <= 0) throw wrong('is neither [section] nor key = value')
    const found = content.slice(0, sign).trimEnd()
    if (section.has(found)) throw wrong('repeats a key of its section')
    key = found
    section.set(key, content.slice(sign + 1).trimStart())
  }
  for (const values of sections.values()) for (const [name, value] of values) values.set(name, unquote(value))
  return sections
}

/** The vendor's files may hold values in quotes, which INI itself knows nothing of. */
function unquote(value: string): string {
  return /^(["'])(.*)\1$/s.exec(value)?.[2] ?? value
}
