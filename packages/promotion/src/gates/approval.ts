import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { isoAfter, millisecondsOf } from '../text/duration.ts'
import { nounFor } from '../text/plural.ts'
import { defineGate, type Gate } from './gate.ts'
import type { Consent, Knowledge } from './knowledge.ts'
import { block, pass } from './outcome.ts'

const approvalName = 'approval'

/** Settings of {@link approval}. */
export interface ApprovalSettings {
  /** How many people have to approve. Default: 1. */
  quorum?: number | undefined
  /** Who may approve, and revoke approvals of others. Default: anybody. */
  by?: readonly string[] | undefined
  /** How many members of each group have to approve. A person counts once for each of their groups. Default: none. */
  groups?: Readonly<Record<string, number>> | undefined
  /** How long an approval is valid, such as `2 days`. Default: without limit. */
  validFor?: string | undefined
  /** Whether people may approve packages that they uploaded, or promotions that they requested. Default: false. */
  self?: boolean | undefined
  /**
   * Whether unsigned approvals count too, so that whoever passes them in is trusted. Only use this if nothing but a program that has asked people can
   * pass them in. Default: false.
   */
  unsigned?: boolean | undefined
  /** Who may waive the approval. Default: nobody. */
  mayWaive?: readonly string[] | undefined
}

/**
 * Allows only packages that enough people have approved: this package with these bytes, under these rules and waivers. A person counts once,
 * whichever name they use: see `people` of the pipeline. The outcome says why an approval does not count.
 *
 * @throws {InvalidRequestError} when it is created: a quorum is not a whole number of at least 1, or a duration cannot be read
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
        { count: seen.length, quorum, text: nounFor(quorum, 'approval') },
        ...quorums.map(([name, each]) => {
          const members = peopleOf(valid.filter((consent) => consent.groups.includes(name)))
          return { count: members.length, quorum: each, text: `from ${name}` }
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
  /** The names of those who may approve; undefined: anybody. */
  readonly by: readonly string[] | undefined
  /** How long an approval is valid, in milliseconds. */
  readonly lasts: number
  readonly self: boolean
  readonly unsigned: boolean
}

const demandsOf = ({ by, validFor, self = false, unsigned = false }: ApprovalSettings): Demands => ({
  ...{ by, self, unsigned },
  lasts: validFor === undefined ? Number.POSITIVE_INFINITY : millisecondsOf(validFor),
})

/** What an approval is checked against. */
interface Situation extends Pick<Knowledge, 'subject' | 'requestedBy' | 'personOf' | 'now'> {
  /** Who uploaded the package; null if unknown. */
  readonly uploader: string | null
}

/** Why the approval gate would not count an approval; undefined if it would, or if the gate is another one, such as a custom gate. */
export const objectionTo = ({ identity, settings }: Gate, consent: Consent, situation: Situation): string | undefined =>
  identity === approvalName ? objections(situation, demandsOf(settings as ApprovalSettings))(consent) : undefined

/** Returns a function that says why an approval does not count; undefined if it does. */
function objections({ uploader, subject, requestedBy, personOf, now }: Situation, { by: named, lasts, self, unsigned }: Demands) {
  const asking = requestedBy === undefined ? undefined : personOf(requestedBy)
  const uploading = uploader === null ? undefined : personOf(uploader)
  const by = named?.map(personOf)
  const mayAgree = (person: string) => by === undefined || by.includes(person)
  return (consent: Consent): string | undefined => {
    const { person, subjects, signed, revocations = [] } = consent
    if (subject === undefined || !subjects.has(subject)) return 'approved something else: the bytes, rules or waivers differ'
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

/** An approval dated in the future counts no more than an expired one. */
function timeAgainst({ at, expires }: Consent, now: Date, lasts: number): string | undefined {
  const given = Date.parse(at)
  if (!(given <= now.getTime())) return `approved on ${at}, which is in the future`
  if (expires !== null && !(now.getTime() < Date.parse(expires))) return `expired on ${expires}`
  const isOver = lasts !== Number.POSITIVE_INFINITY && now.toISOString() >= isoAfter(new Date(given), lasts)
  return isOver ? `approved on ${at}, which is too long ago` : undefined
}

const peopleOf = (consents: readonly Consent[]): string[] => [...new Set(consents.map(({ person }) => person))].toSorted()

/** Who may approve, in words. */
function whoMayAgree(by: readonly string[] | undefined, quorums: readonly (readonly [string, number])[], self: boolean): string {
  const others = self ? '' : ', except whoever requested or uploaded it'
  const groups = quorums.length === 0 ? '' : `; some of them must be in ${quorums.map(([name]) => name).join(' and ')}`
  return `${by === undefined ? 'anybody' : by.join(' or ')} may approve it${others}${groups}`
}

/** Maximum number of reasons to list: a pool of old approvals must not fill a page for every package. */
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
