import { hasYear, isDate, type NameOfKind, type Operator } from '@cloudsmith-sdk/search-language'
import { InvalidRequestError } from '../errors/base.ts'
import { literal } from './pattern.ts'
import type { Query } from './query.ts'
import { question } from './question.ts'

type Unit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'

/** A length of time in words: `1 day`, `36 hours`. Months and years are those of the calendar. */
export type Duration = `${number} ${Unit}` | `${number} ${Unit}s`

/** A point in time: a `Date`, or a string that the service parses, in UTC unless it names a zone: `2024-06-15`, `June 15, 2024 EST`. */
export type Moment = Date | string

/** Queries on a date. Packages for which it never happened do not match. Durations are counted back from the time of the search. */
export interface DateField {
  /** At most this long ago. @throws {InvalidRequestError} the duration is not a whole number of units, at least one */
  within(duration: Duration): Query
  /** Longer ago than this. @throws {InvalidRequestError} the duration is not a whole number of units, at least one */
  olderThan(duration: Duration): Query
  /** Before this point in time. @throws {InvalidRequestError} the value is not a date */
  before(moment: Moment): Query
  /** After this point in time. @throws {InvalidRequestError} the value is not a date */
  after(moment: Moment): Query
  /** On this day; for a `Date`, its day in UTC. @throws {InvalidRequestError} the value is not a date with a year */
  on(day: Moment): Query
}

/** Creates the queries on a date field. */
export function dateField(field: NameOfKind<'date'>): DateField {
  const ask = (text: string, operator?: Operator) => question(field, literal(text), operator)
  return {
    within: (duration) => ask(ago(duration), '>'),
    olderThan: (duration) => ask(ago(duration), '<'),
    before: (moment) => ask(textOf(moment), '<'),
    after: (moment) => ask(textOf(moment), '>'),
    on: (day) => ask(dayOf(day)),
  }
}

function ago(duration: Duration): string {
  if (/^[1-9]\d* (?:second|minute|hour|day|week|month|year)s?$/.test(duration)) return `${duration} ago`
  throw new InvalidRequestError(`${JSON.stringify(duration)} is not a duration. Write it like "1 day" or "36 hours".`)
}

function textOf(moment: Moment): string {
  if (moment instanceof Date ? Number.isNaN(moment.getTime()) : !isDate(moment)) throw noDate(moment)
  return moment instanceof Date ? moment.toISOString() : moment
}

/** A day must have a year: for a relative time, the service would search for older packages instead. */
function dayOf(day: Moment): string {
  if (day instanceof Date) return textOf(day).slice(0, 'YYYY-MM-DD'.length)
  if (!hasYear(day)) throw noDate(day)
  return day
}

function noDate(given: Moment): InvalidRequestError {
  return new InvalidRequestError(`${given} is not a date. Pass a Date, or a string like "2024-06-15".`)
}
