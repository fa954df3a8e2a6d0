import { isScalar, parseDocument, visit } from 'yaml'
import { requireFewValues } from './few-values.ts'
import { decodeUtf8 } from './text.ts'
import { requireTable, type Table } from './tree.ts'
import { UnreadableError } from './unreadable.ts'

/** Longest YAML that is read, in bytes: enough for a gem of some ten thousand files. For the worst input of this size, the parser takes seconds. */
const longest = 512 * 1024

/** How often aliases may multiply: gems use one for each dependency, attacks millions. */
const maxAliasCount = 100

/**
 * Parses a manifest in YAML. All scalars become text, so version `1.10` stays `1.10`; language-specific tags are ignored.
 *
 * @param what the name for messages, for example `Chart.yaml`
 * @throws {UnreadableError} if it is not well-formed, too long, not a table, or has a duplicate key
 * @throws {ReferenceError} for an alias attack
 */
export function parseYaml(bytes: Uint8Array, what: string): Table {
  if (bytes.length > longest) throw new UnreadableError(`${what} is longer than the ${longest} bytes allowed`)
  const text = decodeUtf8(bytes)
  requireFewValues(text, 'yaml', what)
  const document = parseDocument(text, {
    schema: 'failsafe',
    logLevel: 'silent',
    // Both can take minutes: checking a table of 60,000 keys for duplicates, and locating 100,000 errors on one line.
    uniqueKeys: false,
    prettyErrors: false,
  })
  const [error] = document.errors
  if (error) throw new UnreadableError(`${what} is not valid YAML: ${error.message} (at character ${error.pos[0] + 1})`)
  visit(document, {
    Map(_, { items }) {
      const keys = new Set(items.map(({ key }) => (isScalar(key) ? key.value : key)))
      // With two values, two readers may see different packages.
      if (keys.size < items.length) throw new UnreadableError(`${what} has the same key twice in a table`)
    },
  })
  return requireTable(document.toJS({ maxAliasCount }), what)
}
