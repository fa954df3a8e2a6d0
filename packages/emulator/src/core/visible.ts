/** Most characters of a name that are shown. */
const most = 100

/** A name from outside, in quotes and made visible like {@link shown}. */
export const visible = (name: string): string => `'${shown(name, most)}'`

/**
 * A text from outside, in which invisible characters and those that change the line or the direction are replaced by their code.
 *
 * @param most most characters; the rest is cut off
 */
export function shown(text: string, most: number): string {
  const cut = text.length > most ? `${text.slice(0, most)}…` : text
  return cut.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
}
