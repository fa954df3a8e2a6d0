/** Whether a number field can be compared with a text. */
export function isNumber(text: string): boolean {
  return /^\d+(?:\.\d+)?$/.test(text)
}

/** Whether a text is a valid flag. */
export function isFlag(text: string): boolean {
  return text === 'true' || text === 'false'
}

/**
 * Whether a text looks like a date: it contains a year, or says how long ago.
 *
 * The service accepts dates in many forms, and only the service knows which. This distinguishes `'1 day ago'` from the `1` that remains of it
 * without quotes.
 */
export function isDate(text: string): boolean {
  return hasYear(text) || /\bago$|^(?:now|today|yesterday)$|^last [a-z]+$/i.test(text.trim())
}

/** Whether a text looks like an absolute date. */
export function hasYear(text: string): boolean {
  return /\b\d{4}\b/.test(text)
}
