import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import type { FieldPath } from '../core/field-path.ts'

/** A position in a text; line and column start at 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** YAML or JSON with the positions of its fields. */
export interface PlacedText {
  readonly document: Document
  at(offset: number): Place
  /** The position of a field; if it is missing, that of the nearest parent that exists. */
  placeOf(path: FieldPath): Place
}

/** Parses a text and keeps the positions. Syntax errors are in the document's `errors`. */
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
