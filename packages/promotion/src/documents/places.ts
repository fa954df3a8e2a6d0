import type { DocumentProblem, FieldPath, Flaw } from '../repository/document-error.ts'
import { fieldOf } from '../repository/document-error.ts'
import { type PlaceTree, scanJson } from './scan-json.ts'

/** Returns the offsets of fields in a text; for a missing field, that of the nearest value around it. */
export type Locate = (paths: readonly FieldPath[]) => readonly number[]

/** Locates fields in a text that is known to be valid JSON. */
export const locateInJson =
  (text: string): Locate =>
  (paths) => {
    const root: PlaceTree = { below: new Map() }
    for (const path of paths) path.reduce(grow, root)
    scanJson(text, root)
    return paths.map((path) => placeIn(root, path))
  }

function grow(tree: PlaceTree, key: string | number): PlaceTree {
  const known = tree.below.get(key)
  if (known !== undefined) return known
  const fresh: PlaceTree = { below: new Map() }
  tree.below.set(key, fresh)
  return fresh
}

function placeIn(root: PlaceTree, path: FieldPath): number {
  let place = root.at ?? 0
  let tree: PlaceTree | undefined = root
  for (const key of path) {
    tree = tree.below.get(key)
    if (tree?.at === undefined) break
    place = tree.at
  }
  return place
}

/** A flaw, and its offset in the text. */
export interface Placed extends Flaw {
  readonly at: number
}

/** Turns flaws into problems with line and column, in the order of the text. */
export function inText(text: string, flaws: readonly Placed[]): DocumentProblem[] {
  const begins = [0]
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) begins.push(end + 1)
  return flaws
    .toSorted((a, b) => a.at - b.at)
    .map(({ path, message, at }) => {
      const line = lineAt(begins, at)
      return { field: fieldOf(path), message, line, column: at - (begins[line - 1] ?? 0) + 1 }
    })
}

/** The line of an offset, from 1, given the offsets at which lines begin. */
function lineAt(begins: readonly number[], at: number): number {
  let [low, high] = [0, begins.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((begins[middle] ?? 0) <= at) low = middle
    else high = middle
  }
  return low + 1
}
