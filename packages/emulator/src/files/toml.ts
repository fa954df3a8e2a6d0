import { parse } from 'smol-toml'
import { requireFewValues } from './few-values.ts'
import { decodeUtf8 } from './text.ts'
import type { Table } from './tree.ts'

/**
 * Parses a manifest in TOML.
 *
 * @param what the name for messages, for example `Cargo.toml`
 * @throws {UnreadableError} if it has too many values
 * @throws the parser's error if it is not TOML
 */
export function parseTomlTable(bytes: Uint8Array, what: string): Table {
  const text = decodeUtf8(bytes)
  requireFewValues(text, 'toml', what)
  return parse(text)
}
