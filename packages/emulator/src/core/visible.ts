/** Characters of a name that are shown, at most. */
const most = 100

/** A name that came from outside, in quotes: what is not seen, or would go to another line or direction, is written as its number. */
export function visible(name: string): string {
  const cut = name.length > most ? `${name.slice(0, most)}…` : name
  return `'${cut.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)}'`
}
