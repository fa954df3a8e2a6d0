/**
 * How long the service asks to wait, in milliseconds: `Retry-After` in seconds or as an HTTP date. Undefined where it says neither.
 *
 * @param now milliseconds since the epoch
 */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000
  // Date.parse alone finds a date in almost anything: `-5` is a day in 2001.
  const date = /^[A-Z][a-z]{2}, .* GMT$/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
