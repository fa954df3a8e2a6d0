import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { counted } from '../text/cut.ts'
import { visible } from '../text/visible.ts'

/** A hold of a package or of an edge. All fields are null if only a tag shows it. */
export interface Hold {
  /** Who holds it. */
  readonly by: string | null
  /** The reason, as a sentence without a full stop. */
  readonly why: string | null
  /** Since when, in ISO 8601. */
  readonly since: string | null
  /** When it ends, in ISO 8601. Null: it lasts until it is resumed. */
  readonly until: string | null
}

/** A hold of which only the tag is known. */
export const unexplained: Hold = { by: null, why: null, since: null, until: null }

/** The author, reason and end of a new hold. */
export interface HoldRequest {
  /** Who holds it. */
  by: string
  /** The reason, as a sentence without a full stop. */
  why: string
  /** When it ends, in ISO 8601 or as a `Date`. Default: it lasts until it is resumed. */
  until?: string | Date | undefined
}

/** Maximum length of `by` and `why`, in characters. */
export const longestWord = 2_000

/**
 * Creates a hold from a request.
 *
 * @throws {InvalidRequestError} `by` or `why` is missing or too long, or `until` is not in the future
 */
export function beginHold({ by, why, until }: HoldRequest, now: number): Hold {
  for (const [name, text] of Object.entries({ by, why })) {
    if (typeof text !== 'string' || text.trim() === '' || text.length > longestWord) {
      throw new InvalidRequestError(
        `A hold needs { ${name} } of 1 to ${counted(longestWord)} characters, so that others know ${name === 'by' ? 'whom to ask' : 'the reason'}.`,
      )
    }
  }
  const since = new Date(now).toISOString()
  if (until === undefined) return { by, why, since, until: null }
  const end = new Date(until)
  if (end.getTime() > now) return { by, why, since, until: end.toISOString() }
  throw new InvalidRequestError(`A hold cannot end at ${JSON.stringify(until)}: pass a time in the future, in ISO 8601.`)
}

/**
 * Whether a hold is in force at a moment, in milliseconds since the epoch. An invalid end counts as not reached, so nothing is released by mistake.
 */
export const isInForce = ({ until }: Hold, now: number): boolean => until === null || !(Date.parse(until) <= now)

/** Whether two holds are the same: a plan overrides only the holds that were known when it was made. */
export const isSameHold = (a: Hold, b: Hold): boolean =>
  a.by === b.by && a.why === b.why && a.since === b.since && a.until === b.until

/** A hold and what ends it, as a sentence without a full stop. */
export const describeHold = (hold: Hold): string => `${holdText(hold)}; resume it or promote it by hand`

/** Like {@link describeHold}, for an edge: `paused by ada since …`. */
export const describePause = (hold: Hold): string => `${holdText(hold, 'paused')}; resume the edge or promote by hand`

/** Who holds it, since when, until when and why. */
export function holdText({ by, why, since, until }: Hold, verb = 'held'): string {
  if (by === null && why === null) return `${verb}; who did it and why was not recorded`
  const times = [since === null ? '' : ` since ${since}`, until === null ? '' : `, until ${until}`].join('')
  return visible(`${verb} by ${by ?? 'an unknown person'}${times}: ${why ?? 'no reason given'}`)
}
