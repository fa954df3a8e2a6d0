/**
 * Makes a text that a PostgreSQL column accepts, without NUL characters and unpaired surrogates. Only for texts that are searched or shown; documents
 * are stored as JSON, which escapes both.
 *
 * @param longest maximum number of characters to keep
 */
export const storable = (text: string, longest = 1_000): string =>
  text.slice(0, longest).toWellFormed().replaceAll('\0', '\u{fffd}')
