/**
 * A text from outside on one line, with every character visible that could move a cursor, end a line or turn the direction of reading: such
 * as `\n` or `\u{1b}`. Names come from package authors, reasons from the service.
 */
export const visible = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => short[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`,
  )

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }
