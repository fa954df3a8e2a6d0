import type { DenyPolicyRequest, LicensePolicyRequest, VulnerabilityPolicyRequest } from '../../generated/v1.ts'
import type { Predicate } from '../../search/index.ts'

/** A policy of a workspace, with its settings and defaults. */
export interface PolicyRecord<Settings> {
  readonly slugPerm: string
  settings: Settings
  /** Which packages it is about: the query, compiled. */
  applies: Predicate
  readonly createdAt: number
  updatedAt: number
}

/** Licences that packages must not have. */
export type LicensePolicyRecord = PolicyRecord<Required<LicensePolicyRequest>>

/** Vulnerabilities that packages must not have. */
export type VulnerabilityPolicyRecord = PolicyRecord<Required<VulnerabilityPolicyRequest>>

/** Packages that must not be downloaded. */
export interface DenyPolicyRecord extends PolicyRecord<Required<DenyPolicyRequest>> {
  status: 'Pending' | 'In Progress' | 'Complete'
}

/** A run of a policy over the packages that are there. */
export interface EvaluationRecord {
  readonly slugPerm: string
  readonly policy: string
  status: 'Pending' | 'In Progress' | 'Complete'
  evaluated: number
  violations: number
  readonly createdAt: number
  updatedAt: number
}
