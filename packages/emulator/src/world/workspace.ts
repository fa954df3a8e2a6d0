import type { LicensePolicyViolation, VulnerabilityPolicyViolation } from '../generated/v1.ts'
import type { Account, Member } from './account.ts'
import type { DenyPolicyRecord, EvaluationRecord, LicensePolicyRecord, VulnerabilityPolicyRecord } from './policy.ts'
import type { RepositoryRecord } from './repository.ts'
import type { Store } from './store.ts'

/** A violation as it is logged; its views are made when it happens, as a log does not change. */
export interface ViolationLog<Entry> {
  readonly slugPerm: string
  readonly entry: Entry
}

/** A workspace (the API says organisation, namespace or owner). */
export interface WorkspaceRecord {
  readonly slug: string
  readonly slugPerm: string
  readonly name: string
  readonly members: Map<Account, Member>
  /** By slug. */
  readonly repositories: Map<string, RepositoryRecord>
  readonly licensePolicies: Store<LicensePolicyRecord>
  readonly vulnerabilityPolicies: Store<VulnerabilityPolicyRecord>
  readonly denyPolicies: Store<DenyPolicyRecord>
  readonly evaluations: Store<EvaluationRecord>
  readonly licenseViolations: Store<ViolationLog<LicensePolicyViolation>>
  readonly vulnerabilityViolations: Store<ViolationLog<VulnerabilityPolicyViolation>>
}

/** A repository by its slug, or by its `slug_perm`. */
export function findRepository({ repositories }: WorkspaceRecord, name: string): RepositoryRecord | undefined {
  return repositories.get(name) ?? [...repositories.values()].find(({ slugPerm }) => slugPerm === name)
}
