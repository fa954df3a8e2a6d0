import { InvalidRequestError } from '@cloudsmith-sdk/client'

/** Milliseconds of each unit whose length does not depend on the calendar. */
const units = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 }

type Unit = keyof typeof units

/** Matches a duration in words, such as `1 day` or `36 hours`: whole minutes, hours, days or weeks. */
export const spanPattern: RegExp = /^(\d+) (minute|hour|day|week)s?$/

/**
 * Parses a duration.
 *
 * @returns milliseconds
 * @throws {InvalidRequestError} it is not a duration
 */
export function millisecondsOf(span: string): number {
  const [, count, unit] = spanPattern.exec(span) ?? []
  if (count !== undefined) return Number(count) * units[unit as Unit]
  throw new InvalidRequestError(`${JSON.stringify(span)} is not a duration. Write it like "2 days" or "36 hours".`)
}

/** Adds milliseconds to a date, and formats the result as plans do: ISO 8601, in UTC. */
export const isoAfter = (start: Date, milliseconds: number): string => new Date(start.getTime() + milliseconds).toISOString()
