import type { V2, Vulnerability } from '@cloudsmith-sdk/client'
import type { Consent, Knowledge, Revoker } from '../gates/knowledge.ts'
import type { Fact } from '../gates/outcome.ts'
import type { Waiver } from '../gates/waiver.ts'
import type { PackageRow } from '../repository/row.ts'

/**
 * What a policy gets as `input`. Packages, findings and metadata are as the API returns them, under the service's names. A field is null if
 * it was not read or does not apply.
 */
export interface RegoInput {
  /** The package at its source. Because `package` is a keyword of Rego, policies write `input["package"]`. */
  readonly package: PackageRow
  /** The findings of its scan: null if there is no scan or it was not read, empty if it found nothing. */
  readonly findings: readonly Vulnerability[] | null
  /** The metadata that is attached to it; null unless the gate requests it. */
  readonly metadata: readonly V2.ArtifactMetadata[] | null
  /** Name of the stage that the package is to enter. Like `from`, null outside plans. */
  readonly stage: string | null
  /** Name of the stage that it comes from. */
  readonly from: string | null
  /** The current time in ISO 8601, in UTC. Use this instead of `time.now_ns()`, so that the same input always gives the same result. */
  readonly now: string
  /** The `settings` of the gate. */
  readonly settings: Fact
  /** The approvals that were given. */
  readonly approvals: readonly RegoApproval[]
  /** The waivers that were passed or that the pipeline contains. */
  readonly waivers: readonly Waiver[]
  /** The digest that an approval must cover; null outside plans. */
  readonly subject: string | null
  /** Who requested the promotion; null if unknown. */
  readonly requestedBy: string | null
}

/** Builds the input document for a package. */
export const regoInput = (knowledge: Knowledge, settings: Fact): RegoInput => ({
  package: knowledge.package,
  findings: knowledge.findings ?? null,
  metadata: knowledge.metadata ?? null,
  stage: knowledge.step?.to ?? null,
  from: knowledge.step?.from ?? null,
  now: knowledge.now.toISOString(),
  settings,
  approvals: knowledge.consents.map(approvalOf),
  waivers: knowledge.waivers,
  subject: knowledge.subject ?? null,
  requestedBy: knowledge.requestedBy ?? null,
})

/** An approval as a policy gets it. */
export interface RegoApproval extends Pick<Consent, 'person' | 'groups' | 'at' | 'expires' | 'signed'> {
  /** The digests that it covers. */
  readonly subjects: readonly string[]
  /** Who revoked it. The policy decides whether they may. */
  readonly revocations: readonly Revoker[]
}

const approvalOf = ({ subjects, revocations = [], ...consent }: Consent): RegoApproval => ({
  ...{ ...consent, revocations },
  subjects: [...subjects],
})
