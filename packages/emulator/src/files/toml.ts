import { parse } from 'smol-toml'
import { requireFewValues } from './few-values.ts'
import { decodeUtf8 } from './text.ts'
import type { Table } from './tree.ts'

/**
 * Parses a manifest in TOML.
 *
 * @param what how messages call it, for example `Cargo.toml`
 * @throws {UnreadableError} when it has too many values, and what the parser throws at what is no TOML
 */
export function parseTomlTable(bytes: Uint8Array, what: string): Table {
  const text = decodeUtf8(bytes)
  requireFewValues(text, 'toml', what)
  return parse(text)
}
