import { InvalidRequestError } from '../errors/base.ts'

/**
 * Builds the query of a URL, including its question mark: an array repeats the parameter, a `Date` is written as ISO 8601, null is left out.
 *
 * @throws {InvalidRequestError} a parameter cannot be sent
 */
export function toSearch(query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams()
  for (const [name, given] of Object.entries(query)) {
    for (const value of [given].flat()) if (value !== undefined && value !== null) search.append(name, toText(name, value))
  }
  return search.size === 0 ? '' : `?${search}`
}

function toText(name: string, value: unknown): string {
  if (!(value instanceof Date)) return String(value)
  if (Number.isNaN(value.getTime())) throw new InvalidRequestError(`${name} is an invalid Date.`)
  return value.toISOString()
}
