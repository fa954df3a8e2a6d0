import type { V2, Vulnerability } from '@cloudsmith-sdk/client'
import type { StaleScan, Unscannable } from '../package/arrival.ts'
import type { PackageRow } from '../repository/row.ts'
import type { Waiver } from './waiver.ts'

/** Somebody agreed to a plan. */
export interface Approval {
  /** Who agreed. */
  readonly by: string
  /** When, in ISO 8601. */
  readonly at: string
  /** Hash of the plan that was agreed to. */
  readonly plan: string
}

/** All that a gate may know. Nothing else goes into its answer, so the same knowledge gives the same answer. */
export interface Knowledge {
  /** The package as it is at its source: the row of a list. */
  readonly package: PackageRow
  /** What its scan found; undefined where that was not read or there is no scan. */
  readonly findings: readonly Vulnerability[] | undefined
  /** What is attached to it; undefined where that was not read. */
  readonly metadata: readonly V2.ArtifactMetadata[] | undefined
  /** The step that it is to take, by the names of the stages; undefined outside of plans. */
  readonly step: { readonly from: string; readonly to: string } | undefined
  readonly now: Date
  readonly waivers: readonly Waiver[]
  readonly approvals: readonly Approval[]
  /** Hash of the plan that the question belongs to; undefined outside of plans. */
  readonly plan: string | undefined
  /** Who asks for the promotion; undefined where nobody says. */
  readonly requestedBy: string | undefined
  readonly unscannable: Unscannable
  /** Undefined: a scan does not get stale. */
  readonly staleScan: StaleScan | undefined
}

/** Knowledge about a package with nothing but what its own row tells. */
export const knowledgeOf = (pkg: PackageRow, now: Date, more: Partial<Knowledge> = {}): Knowledge => ({
  package: pkg,
  findings: undefined,
  metadata: undefined,
  step: undefined,
  now,
  waivers: [],
  approvals: [],
  plan: undefined,
  requestedBy: undefined,
  unscannable: 'block',
  staleScan: undefined,
  ...more,
})
