import type { LicensePolicyViolation, VulnerabilityPolicyViolation } from '../generated/v1.ts'
import type { PolicyDecisionLog } from '../generated/v2.ts'
import type { Account, Member } from './account.ts'
import type { AuditRecord } from './audit.ts'
import type { EpmPolicyRecord } from './epm.ts'
import type { InviteRecord, ProviderRecord, SamlRecord, ServiceRecord, TeamRecord, UsageLimits } from './people.ts'
import type { DenyPolicyRecord, EvaluationRecord, LicensePolicyRecord, VulnerabilityPolicyRecord } from './policy.ts'
import type { RepositoryRecord } from './repository.ts'
import type { Store } from './store.ts'
import type { Traffic } from './traffic.ts'

/** A violation as it is logged; its views are made when it happens, as a log does not change. */
export interface ViolationLog<Entry> {
  readonly slugPerm: string
  readonly entry: Entry
}

/** A domain of a workspace's own. */
export interface DomainRecord {
  readonly slugPerm: string
  readonly host: string
  /** Slug of the only repository that it serves. */
  readonly repository: string | undefined
  readonly createdAt: number
}

/** A workspace (the API says organisation, namespace or owner). */
export interface WorkspaceRecord {
  readonly slug: string
  readonly slugPerm: string
  readonly name: string
  readonly createdAt: number
  readonly members: Map<Account, Member>
  readonly teams: Store<TeamRecord>
  readonly invites: Store<InviteRecord>
  readonly services: Store<ServiceRecord>
  readonly providers: Store<ProviderRecord>
  readonly saml: SamlRecord
  readonly domains: readonly DomainRecord[]
  usageLimits: UsageLimits
  /** Every download, the oldest first. */
  readonly traffic: Traffic[]
  /** What was changed, the oldest first. */
  readonly audit: AuditRecord[]
  /** By slug. */
  readonly repositories: Map<string, RepositoryRecord>
  readonly licensePolicies: Store<LicensePolicyRecord>
  readonly vulnerabilityPolicies: Store<VulnerabilityPolicyRecord>
  readonly denyPolicies: Store<DenyPolicyRecord>
  /** Enterprise policies. */
  readonly epmPolicies: Store<EpmPolicyRecord>
  /** What they decided, the oldest first. */
  readonly decisions: PolicyDecisionLog[]
  readonly evaluations: Store<EvaluationRecord>
  readonly licenseViolations: Store<ViolationLog<LicensePolicyViolation>>
  readonly vulnerabilityViolations: Store<ViolationLog<VulnerabilityPolicyViolation>>
}

/** A repository by its slug, or by its `slug_perm`. */
export function findRepository({ repositories }: WorkspaceRecord, name: string): RepositoryRecord | undefined {
  return repositories.get(name) ?? [...repositories.values()].find(({ slugPerm }) => slugPerm === name)
}
