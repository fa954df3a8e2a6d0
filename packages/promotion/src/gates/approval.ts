import { isoAfter, millisecondsOf } from '../text/duration.ts'
import { defineGate } from './gate.ts'
import type { Consent } from './knowledge.ts'
import { block, pass } from './outcome.ts'

/** Settings of {@link approval}. */
export interface ApprovalSettings {
  /** How many have to agree. Default: 1. */
  quorum?: number | undefined
  /** Who may agree. Default: anybody. */
  by?: readonly string[] | undefined
  /** How long an approval counts, such as `2 days`. Default: for ever. */
  validFor?: string | undefined
  /** Who asks for the promotion, or uploaded the package, may agree too. Default: false. */
  self?: boolean | undefined
  /** Who may do without. Default: nobody. */
  mayWaive?: readonly string[] | undefined
}

/**
 * Lets through what enough people agreed to: this package with these bytes, under these rules and waivers. One person counts once.
 */
export const approval = defineGate(
  'approval',
  ({ quorum = 1, by, validFor, self = false, mayWaive }: ApprovalSettings) => {
    const lasts = validFor === undefined ? Number.POSITIVE_INFINITY : millisecondsOf(validFor)
    return ({ package: pkg, consents, subject, requestedBy, now }) => {
      const counts = ({ person }: Consent) =>
        (by === undefined || by.includes(person)) && (self || (person !== requestedBy && person !== pkg.uploader))
      const valid = consents.filter(
        (consent) => subject !== undefined && consent.subjects.has(subject) && counts(consent) && isCurrent(consent, now, lasts),
      )
      const seen = [...new Set(valid.map(({ person }) => person))].toSorted()
      if (seen.length >= quorum) return pass()
      const needed = { quorum, ...(by === undefined ? {} : { by }) }
      return block({ cause: 'approval', why: `${seen.length} of ${quorum} approvals`, seen, needed, mayWaive })
    }
  },
  { asksPeople: true },
)

/** An approval of the future counts no more than one that has expired. */
function isCurrent({ at, expires }: Consent, now: Date, lasts: number): boolean {
  const given = Date.parse(at)
  const isOver = expires !== null && !(now.getTime() < Date.parse(expires))
  return (
    given <= now.getTime() &&
    !isOver &&
    (lasts === Number.POSITIVE_INFINITY || now.toISOString() < isoAfter(new Date(given), lasts))
  )
}
