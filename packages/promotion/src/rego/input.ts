import type { V2, Vulnerability } from '@cloudsmith-sdk/client'
import type { Consent, Knowledge, Revoker } from '../gates/knowledge.ts'
import type { Fact } from '../gates/outcome.ts'
import type { Waiver } from '../gates/waiver.ts'
import type { PackageRow } from '../repository/row.ts'

/**
 * What a policy sees as `input`. Packages, findings and metadata are as the API gives them, under the service's own names; null is
 * what was not read or nobody said.
 */
export interface RegoInput {
  /** The package at its source. As `package` is a keyword of Rego, policies write `input["package"]`. */
  readonly package: PackageRow
  /** What its scan found. Null where there is no scan, or it was not read; empty where it found nothing. */
  readonly findings: readonly Vulnerability[] | null
  /** What is attached to it; null unless the gate asks for it. */
  readonly metadata: readonly V2.ArtifactMetadata[] | null
  /** Name of the stage that the package is to come to; null outside of plans, as is `from`. */
  readonly stage: string | null
  /** Name of the stage that it comes from. */
  readonly from: string | null
  /** ISO 8601, in UTC: use this, not `time.now_ns()`, and the same knowledge gives the same answer. */
  readonly now: string
  /** What the gate was made with. */
  readonly settings: Fact
  readonly approvals: readonly RegoApproval[]
  readonly waivers: readonly Waiver[]
  /** Digest of what approvals have to be of; null outside of plans. */
  readonly subject: string | null
  readonly requestedBy: string | null
}

/** The input document of a package. */
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

/** An approval as a policy sees it. */
export interface RegoApproval extends Pick<Consent, 'person' | 'groups' | 'at' | 'expires' | 'signed'> {
  readonly subjects: readonly string[]
  /** Who takes it back: whether they may is for the policy to say. */
  readonly revocations: readonly Revoker[]
}

const approvalOf = ({ subjects, revocations = [], ...consent }: Consent): RegoApproval => ({
  ...{ ...consent, revocations },
  subjects: [...subjects],
})
