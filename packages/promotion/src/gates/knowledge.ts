import type { V2, Vulnerability } from '@cloudsmith-sdk/client'
import type { StaleScan, Unscannable } from '../package/arrival.ts'
import type { Decisions } from '../repository/decisions-of.ts'
import type { PackageRow } from '../repository/row.ts'
import { directoryOf } from './people.ts'
import { longestWaiver, type Waiver } from './waiver.ts'

/** An approval that was looked into: who gave it, when, how that is known, and to what. */
export interface Consent {
  /** One name for one person, whatever login or key they used. */
  readonly person: string
  /** Groups that the person is in. */
  readonly groups: readonly string[]
  /** When, in ISO 8601. */
  readonly at: string
  /** From then on it counts no more; null where the approval itself does not end. */
  readonly expires: string | null
  /** It is proved by a signature or an identity token that it came from that person. */
  readonly signed: boolean
  /** What was agreed to, by the digests of {@link Knowledge.subject}. */
  readonly subjects: ReadonlySet<string>
  /** Who takes it back. Left out where nobody does. */
  readonly revocations?: readonly Revoker[] | undefined
}

/** Somebody who takes an approval back. */
export interface Revoker {
  readonly person: string
  readonly signed: boolean
  readonly why: string
}

/** An approval that counts nowhere. */
export interface RefusedApproval {
  /** Who is said to have given it. */
  readonly by: string
  /** A sentence without its full stop, of which the approval is the subject, such as `is signed by no key that is trusted`. */
  readonly why: string
}

/** All that a gate may know. Nothing else goes into its answer, so the same knowledge gives the same answer. */
export interface Knowledge {
  /** The package as it is at its source: the row of a list. */
  readonly package: PackageRow
  /** What its scan found; undefined where that was not read or there is no scan. */
  readonly findings: readonly Vulnerability[] | undefined
  /** What is attached to it; undefined where that was not read. */
  readonly metadata: readonly V2.ArtifactMetadata[] | undefined
  /** What the enterprise policies of the workspace make of it where it is; undefined where that was not read. */
  readonly decisions: Decisions | undefined
  /** The step that it is to take, by the names of the stages; undefined outside of plans. */
  readonly step: { readonly from: string; readonly to: string } | undefined
  readonly now: Date
  readonly waivers: readonly Waiver[]
  /** The longest that a waiver may last, such as `90 days`. */
  readonly waiverLife: string
  readonly consents: readonly Consent[]
  /** Approvals that are none of the consents. */
  readonly refused: readonly RefusedApproval[]
  /**
   * Digest of what would happen: the package and its bytes, where it goes, the rules and the waivers that let it. What people agree to is this.
   * Undefined where another gate is shut, or outside of plans.
   */
  readonly subject: string | undefined
  /** Who asks for the promotion; undefined where nobody says. */
  readonly requestedBy: string | undefined
  /** The one name of whoever has this name, login or address. Who is unknown is a person of their own, in lower case. */
  readonly personOf: (name: string) => string
  /** Groups that a person is in, by the name that {@link Knowledge.personOf} gives. */
  readonly groupsOf: (person: string) => readonly string[]
  readonly unscannable: Unscannable
  /** Undefined: a scan does not get stale. */
  readonly staleScan: StaleScan | undefined
}

const nobody = directoryOf(undefined)

/** Knowledge about a package with nothing but what its own row tells. */
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
