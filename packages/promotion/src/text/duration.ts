import { InvalidRequestError } from '@cloudsmith-sdk/client'

/** Milliseconds of each unit whose length does not depend on the calendar. */
const units = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 }

type Unit = keyof typeof units

/** A length of time in words, such as `1 day` or `36 hours`: whole minutes, hours, days or weeks. */
export const spanPattern: RegExp = /^(\d+) (minute|hour|day|week)s?$/

/**
 * The milliseconds of a length of time.
 *
 * @throws {InvalidRequestError} it is none
 */
export function millisecondsOf(span: string): number {
  const [, count, unit] = spanPattern.exec(span) ?? []
  if (count !== undefined) return Number(count) * units[unit as Unit]
  throw new InvalidRequestError(`${JSON.stringify(span)} is not a duration. Write it like "2 days" or "36 hours".`)
}

/** The moment as it is written everywhere in plans: ISO 8601, in UTC. */
export const isoAfter = (start: Date, milliseconds: number): string => new Date(start.getTime() + milliseconds).toISOString()
