/** The sections of a file by name, each with its values by key. */
export type Ini = ReadonlyMap<string, ReadonlyMap<string, string>>

/**
 * Parses INI like Python's `configparser`, with which the vendor's command line reads the same files: `=` or `:` between key and value,
 * comments only on lines of their own (so `#` and `;` may be part of a value), case-sensitive keys, continuation lines indented deeper than
 * their key, and no duplicate sections or keys. Values are plain text: no types, no escapes, no `%` interpolation.
 *
 * Two things are more lenient: a byte order mark is skipped, and one pair of quotes around a value is removed.
 *
 * No existing package could be used: those that were tried (npm's `ini` 7.0, `js-ini` 1.6, `configparser` 0.3) read the files differently from
 * the command line, and using the wrong key is worse than finding none:
 * - all three: the lines of a multi-line value become keys of their own, a second `api_key` silently replaces the first,
 *   `[default] ; text` is not a section, `[__proto__]` is lost.
 * - `ini`: cuts a key at `#` or `;`, does not support `:`, splits `[profile:acme.eu]` at the dot, reads `'12e3'` as a number, accepts
 *   malformed lines as settings, and needs a newer Node than this package does.
 * - `js-ini`: does not support `:` together with `=`, so `api_host: https://…` is an error or a different key; accepts keys before any
 *   section.
 * - `configparser`: replaces `%(…)s`, and its errors quote the faulty line, which may be a secret.
 *
 * @throws {SyntaxError} with the number of the faulty line but without its text, which may be a secret
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

/** The vendor's files may contain quoted values, which INI itself does not support. */
function unquote(value: string): string {
  return /^(["'])(.*)\1$/s.exec(value)?.[2] ?? value
}
