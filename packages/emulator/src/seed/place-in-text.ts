import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import type { FieldPath } from '../core/field-path.ts'

/** A place in a text, from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** YAML, or the JSON that is YAML too, of which it can be told what stands where. */
export interface PlacedText {
  readonly document: Document
  at(offset: number): Place
  /** Where a field stands; where it is missing, the nearest thing around it that is there. */
  placeOf(path: FieldPath): Place
}

/** Reads a text with its places. What is wrong with it is in the document's `errors`. */
export function placedText(text: string): PlacedText {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  return { document, at, placeOf: (path) => at(offsetOf(document, path)) }
}

function offsetOf(document: Document, path: FieldPath): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return document.contents?.range?.[0] ?? 0
}
