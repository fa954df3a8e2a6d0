/** What most slugs look like: nothing to encode in it, and nothing that could stray. */
const plain = /^[\w-][\w.-]*$/

/**
 * Puts values into the places of a path where all of them are plain slugs; undefined where one needs a closer look.
 *
 * @param pieces of the path: every other one is the name of a value
 */
export function fillPlainPath(pieces: readonly string[], values: Readonly<Record<string, unknown>>): string | undefined {
  let filled = ''
  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index] ?? ''
    const isPlace = index % 2 === 1
    const value = isPlace ? values[piece] : piece
    if (typeof value !== 'string' || (isPlace && !plain.test(value))) return undefined
    filled += value
  }
  return filled
}
