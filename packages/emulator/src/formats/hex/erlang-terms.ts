import { requireFewValues } from '../../files/few-values.ts'
import { UnreadableError } from '../../files/unreadable.ts'

/** An Erlang value: binaries, strings, atoms and numbers become text; tuples and lists become lists. */
export type Term = string | readonly Term[]

/** Deepest nesting that is parsed. */
const deepest = 64

/** White space and comments, followed by a token or the end. */
const token =
  /\s*(?:%[^\n]*(?:\n|$)\s*)*(<<"(?:[^"\\]|\\.)*"(?:\/utf8)?>>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|<<>>|[+-]?[\w@]+(?:[.+-]+[\w@]+)*|[[\]{},.|]|$)/sy
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', s: ' ', e: '\u001b', b: '\b' }

/**
 * Parses a file of terms, each terminated by a dot: the notation of `metadata.config` in a Hex package. Maps, funs and character codes do not occur
 * there and are refused.
 *
 * @throws {UnreadableError} with the position of what is not a term
 * @see https://www.erlang.org/doc/apps/kernel/file.html#consult/1
 */
export function parseErlangTerms(text: string): Term[] {
  const tokens = tokenise(text)
  const terms: Term[] = []
  let position = 0
  const peek = () => tokens[position]
  const take = (expected?: string) => {
    const found = tokens[position]
    if (found === undefined || (expected !== undefined && found !== expected))
      throw new UnreadableError(
        `the Erlang terms have ${JSON.stringify(found ?? 'their end')} where ${expected ?? 'a term'} should be`,
      )
    position++
    return found
  }

  const sequence = (close: string, depth: number): Term[] => {
    const items: Term[] = []
    while (peek() !== close) {
      if (items.length > 0) take(',')
      items.push(term(depth + 1))
    }
    take(close)
    return items
  }

  const term = (depth: number): Term => {
    if (depth > deepest) throw new UnreadableError('the Erlang terms are nested too deeply')
    const found = take()
    if (found === '[') return sequence(']', depth)
    if (found === '{') return sequence('}', depth)
    if (/^[\]},.|]$/.test(found))
      throw new UnreadableError(`the Erlang terms have ${JSON.stringify(found)} where a term should be`)
    return literal(found)
  }

  while (position < tokens.length) {
    terms.push(term(0))
    take('.')
  }
  return terms
}

function tokenise(text: string): string[] {
  requireFewValues(text, 'erlang', 'the Erlang file')
  const tokens: string[] = []
  token.lastIndex = 0
  for (;;) {
    const start = token.lastIndex
    const [, found] = token.exec(text) ?? []
    if (found === undefined) throw new UnreadableError(`the Erlang terms have no term at character ${start + 1}`)
    if (found === '') return tokens
    tokens.push(found)
  }
}

function literal(text: string): string {
  const [, quoted] = /^(?:<<)?["'](.*)["'](?:\/utf8)?(?:>>)?$/s.exec(text) ?? []
  if (quoted === undefined) return text === '<<>>' ? '' : text
  return quoted.replace(/\\(?:x\{([\da-f]{1,6})\}|(.))/gis, (_, code?: string, character?: string) =>
    code ? String.fromCodePoint(Number.parseInt(code, 16)) : (escapes[character ?? ''] ?? character ?? ''),
  )
}

/** The value of a key in a list of pairs, such as `[{name, Value}, …]`; undefined if it is missing. */
export function propertyOf(terms: Term | undefined, key: string): Term | undefined {
  if (!Array.isArray(terms)) return undefined
  const pair = terms.find((item) => Array.isArray(item) && item.length === 2 && item[0] === key)
  return pair?.[1]
}
