import { type Document, isAlias, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml'
import type { FieldPath } from '../repository/document-error.ts'
import { shortened } from '../text/cut.ts'
import { mostAliases } from './limits.ts'
import { type OpenedText, refused } from './opened-text.ts'
import type { Placed } from './places.ts'

/** Characters of a message of the parser, which may quote all of a file. */
const longestMessage = 200

/** Opens text that is YAML. Keys that a map has twice are refused, and so are aliases that lead far. */
export function openYaml(text: string): OpenedText {
  try {
    // The parser's own look for keys that are there twice takes half a minute for 40,000 keys. It prints nothing: what it would is a flaw, too.
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
    // Aliases that lead nowhere or too far, and nesting that is too deep for a stack.
    return refused((error as Error).message)
  }
}

/** Where the field stands in the text; where it is missing, the nearest thing around it that is there. */
function offsetOf(document: Document, path: FieldPath): number {
  for (let length = path.length; length > 0; length--) {
    const at = beginOf(document.getIn(path.slice(0, length), true))
    if (at !== undefined) return at
  }
  return beginOf(document.contents) ?? 0
}

const beginOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined)

/** Keys that a map has twice, and aliases beyond the most. */
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
        if (keys.has(name)) flaws.push({ path: [...path, name], message: 'is there twice', at: beginOf(key) ?? 0 })
        keys.add(name)
        look(key, path)
        look(value, [...path, name])
      }
    }
  }
}
