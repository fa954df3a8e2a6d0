import type { FieldPath } from '../repository/document-error.ts'
import { deepest } from './limits.ts'

/** Fields whose place in a text is wanted, as a tree; `at` is where each was found. */
export interface PlaceTree {
  at?: number
  readonly below: Map<string | number, PlaceTree>
}

/** A key that an object has twice. */
export interface Repeated {
  readonly path: FieldPath
  /** Of the second one. */
  readonly at: number
}

interface Frame {
  /** The keys of an object so far; undefined for a list. */
  readonly keys: Set<string> | undefined
  /** Of the value that is being read. */
  key: string | number
  readonly wanted: PlaceTree | undefined
}

/**
 * Walks through text that is known to be JSON, once: finds the places of fields, and keys that an object has twice, of which `JSON.parse` drops
 * one in silence. YAML's own parser could tell both, but takes seconds for a plan of thousands of packages. What is nested too deeply to be a
 * document is not followed.
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

  /** A value begins here. */
  function found(): PlaceTree | undefined {
    const place = top === undefined ? wanted : top.wanted?.below.get(top.key)
    if (place !== undefined) place.at ??= at
    return place
  }
}

const isBetween = (sign: string): boolean => ' \n\r\t:\uFEFF'.includes(sign)

/** Part of a number, or of true, false and null. */
const isWord = (sign: string | undefined): boolean => sign !== undefined && /[\w.+-]/.test(sign)

/** Where a text in quotes ends that begins at a place. */
function endOfString(text: string, begin: number): number {
  for (let end = text.indexOf('"', begin + 1); ; end = text.indexOf('"', end + 1)) {
    let escapes = 0
    while (text[end - 1 - escapes] === '\\') escapes++
    if (escapes % 2 === 0) return end + 1
  }
}
