import { type FieldErrors, invalid } from '../core/errors.ts'
import { errorsOf, hasErrors } from './check.ts'
import type { Taken } from './differences.ts'

/** Parsed query parameters, in the types that operations expect. Lists are one text with commas. */
export type Query = Readonly<Record<string, string | number | boolean>>

/**
 * Reads the query parameters of a request that a rule names.
 *
 * @throws {Refusal} 422 with what is wrong with each
 */
export function readQuery({ properties = {}, required = [] }: Taken, parameters: URLSearchParams): Query {
  if (parameters.size === 0 && required.length === 0) return {}
  const query: Record<string, string | number | boolean> = {}
  const errors: FieldErrors = {}
  for (const [name, rule] of Object.entries(properties)) {
    const all = parameters.getAll(name)
    const said = all.at(-1)
    if (said === undefined) {
      if (required.includes(name)) errors[name] = ['This field is required.']
    } else if (rule.type === 'array') {
      const items = itemsOf(all, rule)
      const found = errorsOf(rule, items)
      if (hasErrors(found)) errors[name] = found
      else query[name] = items.join(',')
    } else {
      const value = readValue(rule, said)
      const found = errorsOf(rule, value)
      if (!hasErrors(found)) query[name] = value
      else if (!isIgnored(rule)) errors[name] = found
    }
  }
  if (hasErrors(errors)) throw invalid(errors)
  return query
}

const isIgnored = ({ isIgnoredWhereWrong }: Taken): boolean => isIgnoredWhereWrong === true

/** Several values are separated by commas, or given in repeated parameters. */
function itemsOf(all: readonly string[], { items = {}, ...rule }: Taken): string[] {
  const said = all.flatMap((text) => text.split(',')).map((item) => item.trim())
  return isIgnored(rule) ? said.filter((item) => !hasErrors(errorsOf(items, item))) : said
}

const flags: ReadonlyMap<string, boolean> = new Map([
  ...['1', 'true', 'yes', 'on'].map((word): [string, boolean] => [word, true]),
  ...['0', 'false', 'no', 'off'].map((word): [string, boolean] => [word, false]),
])

/** Converts a text to the type of the rule; a text that does not match it stays a text. */
function readValue({ type }: Taken, text: string): string | number | boolean {
  if (type === 'boolean') return flags.get(text.toLowerCase()) ?? text
  return type === 'integer' && /^\s*[-+]?\d+\s*$/.test(text) ? Number(text) : text
}
