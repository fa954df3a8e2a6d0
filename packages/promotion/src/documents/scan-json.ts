import type { FieldPath } from '../repository/document-error.ts'
import { deepest } from './limits.ts'

/** A tree of the fields to locate in a text; `at` is the offset at which each was found. */
export interface PlaceTree {
  at?: number
  readonly below: Map<string | number, PlaceTree>
}

/** A duplicate key of an object. */
export interface Repeated {
  readonly path: FieldPath
  /** Offset of the second occurrence. */
  readonly at: number
}

interface Frame {
  /** The keys of an object read so far; undefined for a list. */
  readonly keys: Set<string> | undefined
  /** The key of the value that is being read. */
  key: string | number
  readonly wanted: PlaceTree | undefined
}

/**
 * Scans a text that is known to be valid JSON once, and finds the offsets of fields, and duplicate keys, one of which `JSON.parse` silently drops. A
 * YAML parser could find both, but takes seconds for a plan of thousands of packages. Nesting too deep for a document is not followed.
 */
export function scanJson(text: string, wanted?: PlaceTree): Repeated[] {
  const repeated: Repeated[] = []
  const open: Frame[] = []
  let top: Frame | undefined
  let isKeyNext = false
  let at = 0
  while (at < text.length) {
    const sign = text[at] as string
    switch (sign) {
      case '"': {
        const end = endOfString(text, at)
        if (isKeyNext && top?.keys !== undefined) readKey(top, top.keys, JSON.parse(text.slice(at, end)) as string)
        else found()
        at = end
        break
      }
      case '{':
      case '[':
        top = { keys: sign === '{' ? new Set() : undefined, key: 0, wanted: found() }
        open.push(top)
        if (open.length > deepest + 1) return repeated
        isKeyNext = sign === '{'
        at++
        break
      case '}':
      case ']':
        open.pop()
        top = open.at(-1)
        isKeyNext = false
        at++
        break
      case ',':
        if (typeof top?.key === 'number' && top.keys === undefined) top.key += 1
        isKeyNext = top?.keys !== undefined
        at++
        break
      default:
        if (!isBetween(sign)) {
          found()
          while (isWord(text[at + 1])) at++
        }
        at++
    }
  }
  return repeated

  function readKey(frame: Frame, keys: Set<string>, key: string) {
    if (keys.has(key)) repeated.push({ path: [...open.slice(0, -1).map((each) => each.key), key], at })
    keys.add(key)
    frame.key = key
    isKeyNext = false
  }

  /** Called where a value begins. */
  function found(): PlaceTree | undefined {
    const place = top === undefined ? wanted : top.wanted?.below.get(top.key)
    if (place !== undefined) place.at ??= at
    return place
  }
}

const isBetween = (sign: string): boolean => ' \n\r\t:\uFEFF'.includes(sign)

/** Part of a number, or of true, false or null. */
const isWord = (sign: string | undefined): boolean => sign !== undefined && /[\w.+-]/.test(sign)

/** The offset after a quoted string, given the offset of its opening quote. */
function endOfString(text: string, begin: number): number {
  for (let end = text.indexOf('"', begin + 1); ; end = text.indexOf('"', end + 1)) {
    let escapes = 0
    while (text[end - 1 - escapes] === '\\') escapes++
    if (escapes % 2 === 0) return end + 1
  }
}
