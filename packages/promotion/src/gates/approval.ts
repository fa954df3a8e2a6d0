import { isoAfter, millisecondsOf } from '../text/duration.ts'
import { defineGate } from './gate.ts'
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
 * Lets through what enough people agreed to. An approval is bound to the hash of the plan: of another plan, it is none.
 */
export const approval = defineGate('approval', ({ quorum = 1, by, validFor, self = false, mayWaive }: ApprovalSettings) => {
  const lasts = validFor === undefined ? Number.POSITIVE_INFINITY : millisecondsOf(validFor)
  return ({ package: pkg, approvals, plan, requestedBy, now }) => {
    const counts = (person: string) =>
      (by === undefined || by.includes(person)) && (self || (person !== requestedBy && person !== pkg.uploader))
    const valid = approvals.filter(
      ({ plan: approved, by: person, at }) =>
        plan !== undefined && approved === plan && counts(person) && isCurrent(Date.parse(at), now, lasts),
    )
    const seen = [...new Set(valid.map(({ by: person }) => person))].toSorted()
    if (seen.length >= quorum) return pass()
    const needed = { quorum, ...(by === undefined ? {} : { by }), plan: plan ?? 'a plan' }
    const why = `${seen.length} of ${quorum} approvals of this plan`
    return block({ cause: 'approval', why, seen, needed, mayWaive })
  }
})

/** An approval of the future counts no more than one that has expired. */
const isCurrent = (at: number, now: Date, lasts: number): boolean =>
  at <= now.getTime() && (lasts === Number.POSITIVE_INFINITY || now.toISOString() < isoAfter(new Date(at), lasts))
