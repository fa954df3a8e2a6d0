import { createStore } from '../../core/store.ts'
import type {
  DenyPolicyRequest,
  LicensePolicyRequest,
  LicensePolicyViolation,
  VulnerabilityPolicyRequest,
  VulnerabilityPolicyViolation,
} from '../../generated/v1.ts'
import { workspacePart } from '../../world/parts.ts'

/** A policy of a workspace, with its settings and defaults. */
export interface PolicyRecord<Settings> {
  readonly slugPerm: string
  settings: Settings
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

/** A violation as it is logged; its views are made when it happens, as a log does not change. */
export interface ViolationLog<Entry> {
  readonly slugPerm: string
  readonly entry: Entry
}

/** The licence policies of a workspace. */
export const licensePoliciesOf = workspacePart('licence policies', () => createStore<LicensePolicyRecord>())

/** The vulnerability policies of a workspace. */
export const vulnerabilityPoliciesOf = workspacePart('vulnerability policies', () => createStore<VulnerabilityPolicyRecord>())

/** The deny policies of a workspace. */
export const denyPoliciesOf = workspacePart('deny policies', () => createStore<DenyPolicyRecord>())

/** The runs of policies of a workspace. */
export const evaluationsOf = workspacePart('evaluations', () => createStore<EvaluationRecord>())

/** What violated licence policies, the oldest first. */
export const licenseViolationsOf = workspacePart('licence violations', () => createStore<ViolationLog<LicensePolicyViolation>>())

/** What violated vulnerability policies, the oldest first. */
export const vulnerabilityViolationsOf = workspacePart('vulnerability violations', () =>
  createStore<ViolationLog<VulnerabilityPolicyViolation>>(),
)
