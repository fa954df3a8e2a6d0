import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { visible } from '../text/visible.ts'

/** What keeps a package, or everything, from taking an edge. All null where nothing but a tag tells of it. */
export interface Hold {
  /** Who holds it. */
  readonly by: string | null
  /** A sentence without its full stop. */
  readonly why: string | null
  /** ISO 8601. */
  readonly since: string | null
  /** ISO 8601: from then on it counts no more. Null: until it is resumed. */
  readonly until: string | null
}

/** What a tag alone tells. */
export const unexplained: Hold = { by: null, why: null, since: null, until: null }

/** What somebody says who holds something. */
export interface HoldRequest {
  /** Who holds it. */
  by: string
  /** Why, as a sentence without its full stop. */
  why: string
  /** From when on it counts no more, in ISO 8601 or as a date. Default: until it is resumed. */
  until?: string | Date | undefined
}

/** Characters of who and why, at most. */
export const longestWord = 2_000

/**
 * Makes a hold of a request.
 *
 * @throws {InvalidRequestError} it does not say who or why, or ends at no time that is to come
 */
export function beginHold({ by, why, until }: HoldRequest, now: number): Hold {
  for (const [name, text] of Object.entries({ by, why })) {
    if (typeof text !== 'string' || text.trim() === '' || text.length > longestWord) {
      throw new InvalidRequestError(`A hold needs { ${name} }, a text of 1 to ${longestWord} characters, so that people know.`)
    }
  }
  const since = new Date(now).toISOString()
  if (until === undefined) return { by, why, since, until: null }
  const end = new Date(until)
  if (end.getTime() > now) return { by, why, since, until: end.toISOString() }
  throw new InvalidRequestError(`A hold cannot end at ${JSON.stringify(until)}: pass a time in the future, in ISO 8601.`)
}

/** Whether a hold counts at a moment. An end that cannot be read has not come: nothing is let go by mistake. */
export const isInForce = ({ until }: Hold, now: number): boolean => until === null || !(Date.parse(until) <= now)

/** Whether two holds are one: a plan overrides those that its maker saw, and no others. */
export const isSameHold = (a: Hold, b: Hold): boolean =>
  a.by === b.by && a.why === b.why && a.since === b.since && a.until === b.until

/** A hold as a sentence without its full stop, with what ends it. */
export const describeHold = (hold: Hold): string => `${holdText(hold)}; resume it or promote it by hand`

/** As {@link describeHold}, of an edge: `paused by ada since …`. */
export const describePause = (hold: Hold): string => `${holdText(hold, 'paused')}; resume the edge or promote by hand`

/** Who, since when, until when and why. */
export function holdText({ by, why, since, until }: Hold, verb = 'held'): string {
  if (by === null && why === null) return `${verb}; who did it and why was not recorded`
  const times = [since === null ? '' : ` since ${since}`, until === null ? '' : `, until ${until}`].join('')
  return visible(`${verb} by ${by ?? 'an unknown person'}${times}: ${why ?? 'no reason given'}`)
}
