/**
 * A text as a column takes it: PostgreSQL has no NUL in texts, and no halves of characters. Only for what is looked for and shown; documents are
 * kept as JSON, in which both are escaped.
 *
 * @param longest characters that are kept, at most
 */
export const storable = (text: string, longest = 1_000): string =>
  text.slice(0, longest).toWellFormed().replaceAll('\0', '\u{fffd}')
