import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { isoAfter, millisecondsOf } from '../text/duration.ts'
import { defineGate, type Gate } from './gate.ts'
import type { Consent, Knowledge } from './knowledge.ts'
import { block, pass } from './outcome.ts'

const approvalName = 'approval'

/** Settings of {@link approval}. */
export interface ApprovalSettings {
  /** How many have to agree. Default: 1. */
  quorum?: number | undefined
  /** Who may agree, and take back what others agreed to. Default: anybody. */
  by?: readonly string[] | undefined
  /** Groups, each with its own quorum: one person counts once for each that they are in. Default: none. */
  groups?: Readonly<Record<string, number>> | undefined
  /** How long an approval counts, such as `2 days`. Default: for ever. */
  validFor?: string | undefined
  /** Who asks for the promotion, or uploaded the package, may agree too. Default: false. */
  self?: boolean | undefined
  /**
   * Approvals that nobody signed count too: whoever hands them in is believed. For where only a program that has asked people can hand them in.
   * Default: false.
   */
  unsigned?: boolean | undefined
  /** Who may do without. Default: nobody. */
  mayWaive?: readonly string[] | undefined
}

/**
 * Lets through what enough people agreed to: this package with these bytes, under these rules and waivers. One person counts once, whatever they
 * call themselves: see `people` of the pipeline. What does not count says why.
 *
 * @throws {InvalidRequestError} a quorum is no whole number above zero, or a length of time cannot be read
 */
export const approval = defineGate(
  approvalName,
  (settings: ApprovalSettings) => {
    const { quorum = 1, by, groups = {}, self = false, mayWaive } = settings
    const quorums = Object.entries(groups)
    for (const count of [quorum, ...quorums.map(([, each]) => each)]) requireQuorum(count)
    const demands = demandsOf(settings)
    return (knowledge) => {
      const { consents, refused } = knowledge
      const objection = objections({ ...knowledge, uploader: knowledge.package.uploader }, demands)
      const looked = consents.map((consent) => ({ consent, why: objection(consent) }))
      const valid = looked.filter(({ why }) => why === undefined).map(({ consent }) => consent)
      const seen = peopleOf(valid)
      const counts = [
        { count: seen.length, quorum, text: 'approvals' },
        ...quorums.map(([name, each]) => {
          const members = peopleOf(valid.filter((consent) => consent.groups.includes(name)))
          return { count: members.length, quorum: each, text: `of ${name}` }
        }),
      ]
      if (counts.every((each) => each.count >= each.quorum)) return pass()
      const told = [
        ...looked.flatMap(({ consent: { person }, why }) =>
          why === undefined || seen.includes(person) ? [] : `${person} (${why})`,
        ),
        ...refused.map((each) => `${each.by} (${each.why})`),
      ]
      const needed = { quorum, ...(by === undefined ? {} : { by }), ...(quorums.length === 0 ? {} : { groups }) }
      const why = counts.map(({ count, quorum: of, text }) => `${count} of ${of} ${text}`).join(', ')
      return block({
        cause: 'approval',
        why: `${why}${withoutEffect(told)}`,
        remedy: whoMayAgree(by, quorums, self),
        seen,
        needed,
        mayWaive,
      })
    }
  },
  { asksPeople: true },
)

interface Demands {
  /** Who may agree, as they are called; undefined: anybody. */
  readonly by: readonly string[] | undefined
  /** Milliseconds. */
  readonly lasts: number
  readonly self: boolean
  readonly unsigned: boolean
}

const demandsOf = ({ by, validFor, self = false, unsigned = false }: ApprovalSettings): Demands => ({
  ...{ by, self, unsigned },
  lasts: validFor === undefined ? Number.POSITIVE_INFINITY : millisecondsOf(validFor),
})

/** What an approval is held against. */
interface Situation extends Pick<Knowledge, 'subject' | 'requestedBy' | 'personOf' | 'now'> {
  /** Who uploaded the package; null where nobody is known to have. */
  readonly uploader: string | null
}

/** Why a gate that asks people would not count an approval; undefined where it would. Gates of one's own are not asked. */
export const objectionTo = ({ identity, settings }: Gate, consent: Consent, situation: Situation): string | undefined =>
  identity === approvalName ? objections(situation, demandsOf(settings as ApprovalSettings))(consent) : undefined

/** Tells why an approval does not count, or undefined where it does. */
function objections({ uploader, subject, requestedBy, personOf, now }: Situation, { by: named, lasts, self, unsigned }: Demands) {
  const asking = requestedBy === undefined ? undefined : personOf(requestedBy)
  const uploading = uploader === null ? undefined : personOf(uploader)
  const by = named?.map(personOf)
  const mayAgree = (person: string) => by === undefined || by.includes(person)
  return (consent: Consent): string | undefined => {
    const { person, subjects, signed, revocations = [] } = consent
    if (subject === undefined || !subjects.has(subject)) return 'approved something else, with other bytes, rules or waivers'
    if (!signed && !unsigned) return 'is not signed'
    if (!mayAgree(person)) return 'may not approve'
    if (!self && person === asking) return 'requested the promotion'
    if (!self && person === uploading) return 'uploaded the package'
    const revoker = revocations.find(
      (each) => (each.signed || !consent.signed || unsigned) && (each.person === person || mayAgree(each.person)),
    )
    return revoker === undefined ? timeAgainst(consent, now, lasts) : `revoked by ${revoker.person}: ${revoker.why}`
  }
}

/** An approval of the future counts no more than one that has expired. */
function timeAgainst({ at, expires }: Consent, now: Date, lasts: number): string | undefined {
  const given = Date.parse(at)
  if (!(given <= now.getTime())) return `approved on ${at}, which is in the future`
  if (expires !== null && !(now.getTime() < Date.parse(expires))) return `expired on ${expires}`
  const isOver = lasts !== Number.POSITIVE_INFINITY && now.toISOString() >= isoAfter(new Date(given), lasts)
  return isOver ? `approved on ${at}, too long ago` : undefined
}

const peopleOf = (consents: readonly Consent[]): string[] => [...new Set(consents.map(({ person }) => person))].toSorted()

/** Who can resolve it. */
function whoMayAgree(by: readonly string[] | undefined, quorums: readonly (readonly [string, number])[], self: boolean): string {
  const others = self ? '' : ', except whoever requested or uploaded it'
  const groups = quorums.length === 0 ? '' : `; some of them must be in ${quorums.map(([name]) => name).join(' and ')}`
  return `${by === undefined ? 'anybody' : by.join(', ')} may approve it${others}${groups}`
}

/** Reasons that are told of: a pool of old approvals must not fill a page for every package. */
const most = 5

function withoutEffect(told: readonly string[]): string {
  const all = [...new Set(told)]
  if (all.length === 0) return ''
  const more = all.length > most ? `, ${all.length - most} more` : ''
  return `; not counted: ${all.slice(0, most).join(', ')}${more}`
}

function requireQuorum(quorum: number): void {
  if (Number.isInteger(quorum) && quorum >= 1) return
  throw new InvalidRequestError(`A quorum must be a whole number of at least 1, not ${quorum}.`)
}
