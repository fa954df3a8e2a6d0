/**
 * A path of a module, or a version, as it stands in addresses: an exclamation mark and a small letter for each capital one.
 *
 * @see https://go.dev/ref/mod#goproxy-protocol
 */
export const escaped = (text: string): string => text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`)

/** The other way round; nothing for what no address of a module has in it. */
export function unescaped(text: string): string | undefined {
  const given = text.replace(/![a-z]/g, (pair) => pair.slice(1).toUpperCase())
  return given.includes('!') || escaped(given) !== text ? undefined : given
}
