/** A token of JSON, with its type. */
export interface Token {
  readonly kind: 'name' | 'text' | 'word' | 'mark'
  readonly text: string
}

/** Formats JSON in lines; undefined if it is invalid, for example because its end is missing. */
export function prettyJson(text: string): string | undefined {
  if (!/^\s*[{["]/.test(text)) return undefined
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return undefined
  }
}

/** In formatted JSON, every string ends on its line, and no space precedes a colon. */
const token = /("(?:[^"\\]|\\.)*"?)(:)?|(-?\d[\w.+-]*|true|false|null)/g

/** Splits JSON into tokens, to colour them. */
export function tokensOf(json: string): Token[] {
  const tokens: Token[] = []
  let end = 0
  const mark = (to: number) => {
    if (to > end) tokens.push({ kind: 'mark', text: json.slice(end, to) })
  }
  for (const found of json.matchAll(token)) {
    const [whole, text, colon, word] = found
    mark(found.index)
    if (word !== undefined) tokens.push({ kind: 'word', text: word })
    else if (text !== undefined) tokens.push({ kind: colon === undefined ? 'text' : 'name', text })
    if (colon !== undefined) tokens.push({ kind: 'mark', text: colon })
    end = found.index + whole.length
  }
  mark(json.length)
  return tokens
}
