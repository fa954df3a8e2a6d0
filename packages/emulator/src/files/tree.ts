import { requireFewValues } from './few-values.ts'
import { decodeUtf8 } from './text.ts'
import { UnreadableError } from './unreadable.ts'

/** A table of a parsed manifest, whether it is written in JSON, YAML, TOML or another notation. */
export type Table = Readonly<Record<string, unknown>>

/** Whether a value of a manifest is a table. */
export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Parses a manifest in JSON.
 *
 * @param what the name for messages, for example `package.json`
 * @throws {UnreadableError} if it is not a table
 */
export function parseJsonTable(bytes: Uint8Array, what: string): Table {
  return requireTable(parseJson(bytes, what), what)
}

/** Parses JSON of any type. @throws {UnreadableError} if it is not JSON, or has too many values */
export function parseJson(bytes: Uint8Array, what: string): unknown {
  const text = decodeUtf8(bytes)
  requireFewValues(text, 'json', what)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new UnreadableError(`${what} is not valid JSON: ${cause instanceof Error ? cause.message : cause}`, { cause })
  }
}

/** Returns the given value. @throws {UnreadableError} if it is not a table */
export function requireTable(value: unknown, what: string): Table {
  if (!isTable(value)) throw new UnreadableError(`${what} is not an object`)
  return value
}

/** The value at a path of keys; undefined if one of them is missing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((from, key) => (isTable(from) && Object.hasOwn(from, key) ? from[key] : undefined), value)
}

/** The trimmed text at a path of keys; undefined if it is missing, empty or not a text. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path)
  return (typeof found === 'string' && found.trim()) || undefined
}

/** The items of the list at a path; empty if it is not a list. */
export function itemsAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}

/** The texts in the list at a path. */
export function textsAt(value: unknown, ...path: readonly string[]): string[] {
  return itemsAt(value, ...path).flatMap((item) => textAt(item) ?? [])
}

/** The entries of the table at a path; empty if it is not a table. */
export function entriesAt(value: unknown, ...path: readonly string[]): [string, unknown][] {
  const found = at(value, ...path)
  return isTable(found) ? Object.entries(found) : []
}
