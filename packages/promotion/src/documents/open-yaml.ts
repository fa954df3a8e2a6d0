import { type Document, isAlias, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml'
import type { FieldPath } from '../repository/document-error.ts'
import { shortened } from '../text/cut.ts'
import { mostAliases } from './limits.ts'
import { type OpenedText, refused } from './opened-text.ts'
import type { Placed } from './places.ts'

/** Maximum length of a parser message, in characters: it may quote the whole file. */
const longestMessage = 200

/** Parses YAML. Duplicate keys are rejected, and so is an excess of aliases. */
export function openYaml(text: string): OpenedText {
  try {
    // The parser's own check for duplicate keys takes half a minute for 40,000 keys. Its warnings are not printed, but reported like errors.
    const document = parseDocument(text, { prettyErrors: false, logLevel: 'error', uniqueKeys: false })
    const problems = [...document.errors, ...document.warnings].map(({ message, pos: [at] }) => ({
      path: [],
      message: shortened(message, longestMessage),
      at,
    }))
    const flaws = problems.length > 0 ? problems : flawsOfNodes(document)
    return {
      value: flaws.length > 0 ? undefined : document.toJS({ maxAliasCount: mostAliases }),
      flaws,
      locate: (paths) => paths.map((path) => offsetOf(document, path)),
    }
  } catch (error) {
    // Aliases that are unresolved or expand too far, and nesting that is too deep for the stack.
    return refused((error as Error).message)
  }
}

/** The offset of a field in the text; for a missing field, that of the nearest value around it. */
function offsetOf(document: Document, path: FieldPath): number {
  for (let length = path.length; length > 0; length--) {
    const at = beginOf(document.getIn(path.slice(0, length), true))
    if (at !== undefined) return at
  }
  return beginOf(document.contents) ?? 0
}

const beginOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined)

/** Duplicate keys, and aliases beyond the limit. */
function flawsOfNodes(document: Document): Placed[] {
  const flaws: Placed[] = []
  let aliases = 0
  look(document.contents, [])
  return flaws

  function look(node: unknown, path: FieldPath) {
    if (isAlias(node)) {
      aliases += 1
      if (aliases === mostAliases + 1)
        flaws.push({ path, message: `expected at most ${mostAliases} aliases`, at: beginOf(node) ?? 0 })
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) look(item, [...path, index])
    } else if (isMap(node)) {
      const keys = new Set<string>()
      for (const { key, value } of node.items) {
        const name = String(isScalar(key) ? (key.value ?? '') : key)
        if (keys.has(name)) flaws.push({ path: [...path, name], message: 'appears twice', at: beginOf(key) ?? 0 })
        keys.add(name)
        look(key, path)
        look(value, [...path, name])
      }
    }
  }
}
