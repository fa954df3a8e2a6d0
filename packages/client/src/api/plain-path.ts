/** What most slugs look like: nothing to encode, and nothing that could lead to another endpoint. */
const plain = /^[\w-][\w.-]*$/

/**
 * Fills the parameters of a path if all values are plain slugs; undefined if one of them needs checking or encoding.
 *
 * @param pieces pieces of the path: every second one is the name of a parameter
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
