/** A date, or a date with a time and its zone. */
const pattern = /^(\d{4})-(\d{2})-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/

/** The accepted forms, in words. */
export const momentExample = 'a date that exists, such as "2026-12-20" or "2026-12-20T08:00:00Z"'

/**
 * Parses a date, which begins in UTC, or a date with a time and its zone.
 *
 * @returns undefined if it is not a date, and for a day that does not exist, such as `2027-02-30`, which `Date` would silently change
 */
export function momentOf(text: string): Date | undefined {
  const [, year, month, day] = pattern.exec(text) ?? []
  if (year === undefined) return undefined
  const midnight = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const exists = midnight.getUTCMonth() === Number(month) - 1 && midnight.getUTCDate() === Number(day)
  const moment = new Date(text)
  return exists && !Number.isNaN(moment.getTime()) ? moment : undefined
}
