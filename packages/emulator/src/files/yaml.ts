import { isScalar, parseDocument, visit } from 'yaml'
import { requireFewValues } from './few-values.ts'
import { decodeUtf8 } from './text.ts'
import { requireTable, type Table } from './tree.ts'
import { UnreadableError } from './unreadable.ts'

/** Longest YAML that is read, in bytes: room for a gem of some ten thousand files; its parser takes seconds for the worst of them. */
const longest = 512 * 1024

/** How often anchors may multiply: gems use one for each dependency, attacks millions. */
const maxAliasCount = 100

/**
 * Parses a manifest in YAML. Every scalar is text, so that version `1.10` stays what it is; tags of a language are passed over.
 *
 * @param what how messages call it, for example `Chart.yaml`
 * @throws {UnreadableError} when it is not well-formed, too long, no table or has a key twice; a `ReferenceError` for an alias attack
 */
export function parseYaml(bytes: Uint8Array, what: string): Table {
  if (bytes.length > longest) throw new UnreadableError(`${what} is longer than the ${longest} bytes allowed`)
  const text = decodeUtf8(bytes)
  requireFewValues(text, 'yaml', what)
  const document = parseDocument(text, {
    schema: 'failsafe',
    logLevel: 'silent',
    // Both take minutes: the search for double keys in a table of 60,000, the place of each of 100,000 errors on one line.
    uniqueKeys: false,
    prettyErrors: false,
  })
  const [error] = document.errors
  if (error) throw new UnreadableError(`${what} is no YAML: ${error.message} (at character ${error.pos[0] + 1})`)
  visit(document, {
    Map(_, { items }) {
      const keys = new Set(items.map(({ key }) => (isScalar(key) ? key.value : key)))
      // Two values let two readers see two packages.
      if (keys.size < items.length) throw new UnreadableError(`${what} has the same key twice in a table`)
    },
  })
  return requireTable(document.toJS({ maxAliasCount }), what)
}
