/** Characters of one text from outside that a message shows, at most. */
const mostShown = 1000

/**
 * A text from outside as a message shows it: on one line, cut, and with every character visible that could move a cursor, end a line or
 * turn the direction of reading, such as `\n` or `\u{1b}`.
 */
export const visible = (text: string): string =>
  (text.length > mostShown ? `${text.slice(0, mostShown)}…` : text).replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => escapes[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`,
  )

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }
