let made = { second: Number.NaN, text: '' }

/**
 * The `Date` header of a response. Most responses are sent in the same second as the one before, so the last text is kept.
 *
 * @param at milliseconds since 1970, UTC
 */
export function httpDate(at: number): string {
  const second = Math.floor(at / 1000)
  if (second !== made.second) made = { second, text: new Date(second * 1000).toUTCString() }
  return made.text
}
