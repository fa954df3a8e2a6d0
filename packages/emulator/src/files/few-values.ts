import { limitsInForce } from './limits.ts'
import { UnreadableError } from './unreadable.ts'

/** What stands once for each value in a notation, or for each entry of it. */
const separators = {
  json: /[[{,]/g,
  toml: /[=[{,]/g,
  yaml: /[[{,]|[:-]\s/g,
  xml: /<[^/]|=/g,
  lua: /[{,;=]/g,
  erlang: /[[{,]/g,
  lists: /[\n,|]/g,
}

/** For how many values one of YAML counts, since its parser takes that much longer. */
const weightOfYaml = 2

/**
 * Counts the values of a manifest before it is parsed, which takes long for many.
 *
 * @param what how messages call it, for example `package.json`
 * @throws {UnreadableError} when there are more than the limits allow
 */
export function requireFewValues(text: string, notation: keyof typeof separators, what: string): void {
  // Mostly this is all: a short manifest cannot have many.
  if (text.length <= limitsInForce().values) return
  let count = 0
  const weight = notation === 'yaml' ? weightOfYaml : 1
  for (const _ of (notation === 'json' ? withoutTexts(text) : text).matchAll(separators[notation])) {
    count += weight
    requireFew(count, what)
  }
}

/** The same for values that have been counted. */
export function requireFew(count: number, what: string): void {
  const { values } = limitsInForce()
  if (count > values) throw new UnreadableError(`${what} has more than the ${values} values allowed`)
}

/** What stands between the texts of JSON: whole descriptions may be in them. */
function withoutTexts(json: string): string {
  const between: string[] = []
  for (let start = 0; start < json.length; ) {
    const quote = json.indexOf('"', start)
    between.push(json.slice(start, quote < 0 ? undefined : quote))
    if (quote < 0) break
    start = endOfText(json, quote + 1)
  }
  return between.join('')
}

/** Where a text ends, behind its quotation mark. */
function endOfText(json: string, start: number): number {
  for (let at = start; at < json.length; at++) {
    const letter = json[at]
    if (letter === '"') return at + 1
    if (letter === '\\') at++
  }
  return json.length
}
