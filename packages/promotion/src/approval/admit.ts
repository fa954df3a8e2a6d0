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

/** Approvals and revocations, and whose proofs to trust. */
export interface ApprovalOptions {
  /** Approvals: plain, signed, or with identity tokens. Each counts for the packages that it names, as they were when it was given. Default: none. */
  approvals?: readonly GivenApproval[] | undefined
  /** Revocations of approvals. Default: none. */
  revocations?: readonly GivenRevocation[] | undefined
  /** The keys and token issuers that prove who gave an approval. Default: none are trusted. */
  trust?: Trust | undefined
}

/** The approvals as gates see them. */
export interface Admitted {
  /** Approvals whose author is known. */
  readonly consents: readonly Consent[]
  /** Approvals that do not count for any gate, and why. */
  readonly refused: readonly RefusedApproval[]
}

/**
 * Verifies approvals: who gave them, whether that is proved, and who revoked them. Whether they are enough is for the gates to decide.
 *
 * @param people of the pipeline
 * @throws {UnusableError} a revocation cannot be verified: ignoring it could let through what was revoked
 * @throws {InvalidRequestError} the type of a trusted key is not supported
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

/** Who revoked which approval, by the digest of the approval. */
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
