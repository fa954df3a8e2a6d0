import { requireFewValues } from './few-values.ts'
import { decodeUtf8 } from './text.ts'
import { UnreadableError } from './unreadable.ts'

/** A table of a parsed manifest, whatever it was written in: JSON, YAML, TOML, … */
export type Table = Readonly<Record<string, unknown>>

/** Whether a value of a manifest is a table. */
export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Parses a manifest in JSON.
 *
 * @param what how messages call it, for example `package.json`
 * @throws {UnreadableError} when it is no table
 */
export function parseJsonTable(bytes: Uint8Array, what: string): Table {
  return requireTable(parseJson(bytes, what), what)
}

/** Parses JSON that need not be a table. @throws {UnreadableError} when it is none, or has too many values */
export function parseJson(bytes: Uint8Array, what: string): unknown {
  const text = decodeUtf8(bytes)
  requireFewValues(text, 'json', what)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new UnreadableError(`${what} is no JSON: ${cause instanceof Error ? cause.message : cause}`, { cause })
  }
}

/** Gives the value back when it is a table. @throws {UnreadableError} when it is not */
export function requireTable(value: unknown, what: string): Table {
  if (!isTable(value)) throw new UnreadableError(`${what} is not an object`)
  return value
}

/** The value at the end of a path of keys; `undefined` where one of them is missing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((from, key) => (isTable(from) && Object.hasOwn(from, key) ? from[key] : undefined), value)
}

/** The text at the end of a path of keys, trimmed; `undefined` where it is missing, empty or no text. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path)
  return (typeof found === 'string' && found.trim()) || undefined
}

/** The items of the list at the end of a path; none where there is no list. */
export function itemsAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}

/** The texts among the items of the list at the end of a path. */
export function textsAt(value: unknown, ...path: readonly string[]): string[] {
  return itemsAt(value, ...path).flatMap((item) => textAt(item) ?? [])
}

/** The entries of the table at the end of a path; none where there is no table. */
export function entriesAt(value: unknown, ...path: readonly string[]): [string, unknown][] {
  const found = at(value, ...path)
  return isTable(found) ? Object.entries(found) : []
}
