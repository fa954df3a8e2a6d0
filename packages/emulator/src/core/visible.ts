/** Characters of a name that are shown, at most. */
const most = 100

/** A name that came from outside, in quotes, as it is {@link shown}. */
export const visible = (name: string): string => `'${shown(name, most)}'`

/**
 * A text that came from outside: what is not seen, or would go to another line or direction, is written as its number.
 *
 * @param most characters of it; the rest is cut off
 */
export function shown(text: string, most: number): string {
  const cut = text.length > most ? `${text.slice(0, most)}…` : text
  return cut.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
}
