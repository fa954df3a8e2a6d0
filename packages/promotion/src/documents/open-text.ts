import { isNode, parseDocument } from 'yaml'
import type { FieldPath } from '../repository/document-error.ts'
import { type Locate, locateInJson, type Placed } from './places.ts'
import { scanJson } from './scan-json.ts'

/** Characters of a document, at most: 64 MiB of what is not beyond ASCII. */
const longestText = 64 * 2 ** 20

/** Characters of YAML, at most: people write it, and its parser takes time and memory for it. */
const longestYaml = 2 ** 20

/** What a text says, or why it says nothing, and how to find fields in it. */
export interface OpenedText {
  readonly value: unknown
  readonly flaws: readonly Placed[]
  readonly locate: Locate
}

/** Opens text that is JSON or YAML. Keys that an object has twice are refused, and so is YAML whose aliases lead far. */
export function openText(text: string): OpenedText {
  if (text.length > longestText) return refused(`expected at most ${longestText} characters, found ${text.length}`)
  const json = parseJson(text)
  if ('value' in json) {
    const flaws = scanJson(text).map(({ path, at }) => ({ path, at, message: 'is there twice' }))
    return { value: json.value, flaws, locate: locateInJson(text) }
  }
  if (text.length <= longestYaml) return openYaml(text)
  return refused(`expected JSON, or at most ${longestYaml} characters of YAML: ${json.why}`, json.at)
}

const refused = (message: string, at = 0): OpenedText => ({
  value: undefined,
  flaws: [{ path: [], message, at }],
  locate: (paths) => paths.map(() => 0),
})

function parseJson(text: string): { value: unknown } | { why: string; at: number } {
  try {
    return { value: JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text) }
  } catch (error) {
    const why = (error as Error).message
    return { why, at: Number(/at position (\d+)/.exec(why)?.[1] ?? 0) }
  }
}

function openYaml(text: string): OpenedText {
  try {
    // Silent: what it would print, such as of keys that are no texts, is among its warnings too.
    const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' })
    const flaws = [...document.errors, ...document.warnings].map(({ message, pos: [at] }) => ({ path: [], message, at }))
    const locate: Locate = (paths) => paths.map(offsetOf)
    return { value: flaws.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 }), flaws, locate }

    function offsetOf(path: FieldPath): number {
      for (let length = path.length; length > 0; length--) {
        const node = document.getIn(path.slice(0, length), true)
        if (isNode(node) && node.range) return node.range[0]
      }
      return document.contents?.range?.[0] ?? 0
    }
  } catch (error) {
    // Aliases that lead nowhere or too far, and nesting that is too deep for a stack.
    return refused((error as Error).message)
  }
}
