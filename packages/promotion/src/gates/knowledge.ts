import type { V2, Vulnerability } from '@cloudsmith-sdk/client'
import type { StaleScan, Unscannable } from '../package/arrival.ts'
import type { Decisions } from '../repository/decisions-of.ts'
import type { PackageRow } from '../repository/row.ts'
import { directoryOf } from './people.ts'
import { longestWaiver, type Waiver } from './waiver.ts'

/** An approval whose author is known: who gave it, when, whether that is proved, and for what. */
export interface Consent {
  /** The one name of the person, whichever login or key they used. */
  readonly person: string
  /** Groups of the person. */
  readonly groups: readonly string[]
  /** When it was given, in ISO 8601. */
  readonly at: string
  /** When it expires, in ISO 8601; null if the approval itself does not. */
  readonly expires: string | null
  /** Whether a signature or an identity token proves that it is from that person. */
  readonly signed: boolean
  /** What was approved, as digests like {@link Knowledge.subject}. */
  readonly subjects: ReadonlySet<string>
  /** Who revoked it. Omitted if nobody did. */
  readonly revocations?: readonly Revoker[] | undefined
}

/** Somebody who revoked an approval. */
export interface Revoker {
  /** The one name of the person, whichever login or key they used. */
  readonly person: string
  /** Whether a signature or an identity token proves that it is from that person. */
  readonly signed: boolean
  /** The reason, for people. */
  readonly why: string
}

/** An approval that does not count for any gate. */
export interface RefusedApproval {
  /** Who is said to have given it. */
  readonly by: string
  /** The reason, as a sentence without a full stop and with the approval as its subject, such as `is not signed by a trusted key`. */
  readonly why: string
}

/** Everything that a gate may know. Outcomes depend on nothing else, so the same knowledge always gives the same outcome. */
export interface Knowledge {
  /** The package at its source, as in a list. */
  readonly package: PackageRow
  /** The findings of its scan; undefined if they were not read or there is no scan. */
  readonly findings: readonly Vulnerability[] | undefined
  /** Its attached metadata; undefined if that was not read. */
  readonly metadata: readonly V2.ArtifactMetadata[] | undefined
  /** What the enterprise policies of the workspace decide about it where it is; undefined if that was not read. */
  readonly decisions: Decisions | undefined
  /** The names of the stages that it would be promoted from and to; undefined outside of plans. */
  readonly step: { readonly from: string; readonly to: string } | undefined
  /** The moment of the evaluation, for everything that depends on time. */
  readonly now: Date
  /** All waivers that were given; whether one counts is up to the gate. */
  readonly waivers: readonly Waiver[]
  /** The maximum lifetime of a waiver, such as `90 days`. */
  readonly waiverLife: string
  /** Approvals whose author is known; whether one counts is up to the gate. */
  readonly consents: readonly Consent[]
  /** Approvals that are not among `consents`. */
  readonly refused: readonly RefusedApproval[]
  /**
   * Digest of what would be promoted: the package and its bytes, the edge, the rules, and the waivers that it needs. This is what people approve.
   * Undefined if another gate does not pass, or outside of plans.
   */
  readonly subject: string | undefined
  /** Who requested the promotion; undefined if not given. */
  readonly requestedBy: string | undefined
  /** Returns the one name of a person, given a name, login or address. An unknown name is a person of its own, in lower case. */
  readonly personOf: (name: string) => string
  /** Returns the groups of a person, given the name from {@link Knowledge.personOf}. */
  readonly groupsOf: (person: string) => readonly string[]
  /** What to do with a package of a format that the service does not scan. */
  readonly unscannable: Unscannable
  /** When a scan becomes stale, and what that means. Undefined: never. */
  readonly staleScan: StaleScan | undefined
}

const nobody = directoryOf(undefined)

/**
 * Creates knowledge about a package from its row alone, for example to evaluate gates in a test. Everything else has defaults, which `more`
 * overrides.
 */
export const knowledgeOf = (pkg: PackageRow, now: Date, more: Partial<Knowledge> = {}): Knowledge => ({
  package: pkg,
  findings: undefined,
  metadata: undefined,
  decisions: undefined,
  step: undefined,
  now,
  waivers: [],
  waiverLife: longestWaiver,
  consents: [],
  refused: [],
  subject: undefined,
  requestedBy: undefined,
  personOf: nobody.personOf,
  groupsOf: nobody.groupsOf,
  unscannable: 'block',
  staleScan: undefined,
  ...more,
})
