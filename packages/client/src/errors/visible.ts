/** Largest number of characters of a text from outside that a message shows. */
const mostShown = 1000

/**
 * Makes a text from outside safe to show in a message: on one line, shortened, and with escapes such as `\n` or `\u{1b}` for characters that
 * could move the cursor, end the line or change the text direction.
 */
export const visible = (text: string): string =>
  (text.length > mostShown ? `${text.slice(0, mostShown)}…` : text).replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => escapes[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`,
  )

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }
