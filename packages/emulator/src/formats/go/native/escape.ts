/**
 * Encodes a module path or version for URLs: each capital letter becomes an exclamation mark and the small letter.
 *
 * @see https://go.dev/ref/mod#goproxy-protocol
 */
export const escaped = (text: string): string => text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`)

/** Decodes it; undefined if it is not validly encoded. */
export function unescaped(text: string): string | undefined {
  const given = text.replace(/![a-z]/g, (pair) => pair.slice(1).toUpperCase())
  return given.includes('!') || escaped(given) !== text ? undefined : given
}
