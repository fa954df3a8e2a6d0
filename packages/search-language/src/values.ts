/** Whether a number field can be compared with this. */
export function isNumber(text: string): boolean {
  return /^\d+(?:\.\d+)?$/.test(text)
}

/** Whether a flag can be this. */
export function isFlag(text: string): boolean {
  return text === 'true' || text === 'false'
}

/**
 * Whether this looks like a date: it has a year, or says how long ago.
 *
 * The service reads dates in many shapes and alone knows which. This tells `'1 day ago'` from the `1` that is left of it without quotes.
 */
export function isDate(text: string): boolean {
  return hasYear(text) || /\bago$|^(?:now|today|yesterday)$|^last [a-z]+$/i.test(text.trim())
}

/** Whether this looks like a date that stays where it is. */
export function hasYear(text: string): boolean {
  return /\b\d{4}\b/.test(text)
}
