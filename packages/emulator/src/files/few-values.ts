import { limitsInForce } from './limits.ts'
import { UnreadableError } from './unreadable.ts'

/** The characters that occur once for each value, or for each entry, of a notation. */
const separators = {
  json: /[[{,]/g,
  toml: /[=[{,]/g,
  yaml: /[[{,]|[:-]\s/g,
  xml: /<[^/]|=/g,
  lua: /[{,;=]/g,
  erlang: /[[{,]/g,
  lists: /[\n,|]/g,
}

/** How many values one YAML value counts as, because its parser is that much slower. */
const weightOfYaml = 2

/**
 * Counts the values of a manifest before it is parsed, because parsing many of them takes long.
 *
 * @param what the name for messages, for example `package.json`
 * @throws {UnreadableError} if there are more than the limits allow
 */
export function requireFewValues(text: string, notation: keyof typeof separators, what: string): void {
  // Usually sufficient: a short manifest cannot have many values.
  if (text.length <= limitsInForce().values) return
  let count = 0
  const weight = notation === 'yaml' ? weightOfYaml : 1
  for (const _ of (notation === 'json' ? withoutTexts(text) : text).matchAll(separators[notation])) {
    count += weight
    requireFew(count, what)
  }
}

/** Like {@link requireFewValues}, if the values have been counted already. */
export function requireFew(count: number, what: string): void {
  const { values } = limitsInForce()
  if (count > values) throw new UnreadableError(`${what} has more than the ${values} values allowed`)
}

/** JSON without the contents of strings, which may be whole descriptions. */
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

/** The end of a string, after its closing quotation mark. */
function endOfText(json: string, start: number): number {
  for (let at = start; at < json.length; at++) {
    const letter = json[at]
    if (letter === '"') return at + 1
    if (letter === '\\') at++
  }
  return json.length
}
