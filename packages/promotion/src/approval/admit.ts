import type { Consent, RefusedApproval, Revoker } from '../gates/knowledge.ts'
import { directoryOf, type People } from '../gates/people.ts'
import { mapOf } from '../repository/concurrency.ts'
import { UnusableError } from '../repository/plan-error.ts'
import { digestOf } from '../text/digest.ts'
import type { Approval } from './approval.ts'
import { inspect, type Judge, type Spoken } from './inspect.ts'
import type { Revocation } from './revocation.ts'
import type { Trust } from './trust.ts'
import { approvalWord, type GivenApproval, type GivenRevocation, revocationWord } from './word.ts'

/** What people decided, and how that is known. */
export interface ApprovalOptions {
  /** What people agreed to: as documents, signed, or with identity tokens. Each counts for the packages that it names, as they were seen then. */
  approvals?: readonly GivenApproval[] | undefined
  /** What they took back. */
  revocations?: readonly GivenRevocation[] | undefined
  /** Whose signatures and tokens count. Default: nobody's. */
  trust?: Trust | undefined
}

/** What gates are told of approvals. */
export interface Admitted {
  readonly consents: readonly Consent[]
  readonly refused: readonly RefusedApproval[]
}

/**
 * Looks into approvals: who gave them, whether that is proved, and who takes them back. Whether they are enough is for gates to say.
 *
 * @param people of the pipeline
 * @throws {UnusableError} a revocation cannot be believed: going on without it could be wrong
 * @throws {InvalidRequestError} a trusted key is of a kind that is not supported
 */
export async function admit(
  { approvals = [], revocations = [], trust = {} }: ApprovalOptions,
  people: People | undefined,
): Promise<Admitted> {
  const judge: Judge = { directory: directoryOf(people), trust }
  const revokers = await revokersIn(revocations, judge)
  const looked = await mapOf(approvals, (given) => inspect(given, approvalWord, judge))
  const spoken = looked.flatMap((each) => ('document' in each ? each : []))
  return {
    consents: await mapOf(spoken, async (each) => consentOf(each, judge, revokers.get(digestOf(each.document)))),
    refused: looked.flatMap((each) => ('document' in each ? [] : each)),
  }
}

function consentOf(
  { document, person, signed, ends }: Spoken<Approval>,
  { directory }: Judge,
  revocations: readonly Revoker[] | undefined,
): Consent {
  const { at, expires, subjects } = document
  const limits = [expires, ends].filter((limit) => limit !== null).toSorted((a, b) => Date.parse(a) - Date.parse(b))
  return {
    ...{ person, groups: directory.groupsOf(person), at, expires: limits[0] ?? null, signed, subjects: new Set(subjects) },
    ...(revocations === undefined ? {} : { revocations }),
  }
}

/** Who takes back what, by the digest of the approval. */
async function revokersIn(
  revocations: readonly GivenRevocation[],
  judge: Judge,
): Promise<ReadonlyMap<string, readonly Revoker[]>> {
  const revokers = new Map<string, Revoker[]>()
  for (const looked of await mapOf(revocations, (given) => inspect<Revocation>(given, revocationWord, judge))) {
    if (!('document' in looked)) {
      throw new UnusableError(`The revocation by ${looked.by} ${looked.why}. Prove it or leave it out: nothing was sent.`)
    }
    const { document, person, signed } = looked
    revokers.set(document.approval, [...(revokers.get(document.approval) ?? []), { person, signed, why: document.why }])
  }
  return revokers
}
