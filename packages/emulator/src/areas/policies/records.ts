import { createStore } from '../../core/store.ts'
import type {
  DenyPolicyRequest,
  LicensePolicyRequest,
  LicensePolicyViolation,
  VulnerabilityPolicyRequest,
  VulnerabilityPolicyViolation,
} from '../../generated/v1.ts'
import { workspacePart } from '../../world/parts.ts'
import { count, moment, query, queryText, record, settings, store, text, view, words } from '../../world/shapes/index.ts'

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

/** What a licence policy is like where nobody says. Booleans have no documented default. The emulator's: flag only, and let the unknown pass. */
export const licenseDefaults: LicensePolicyRecord['settings'] = {
  name: '',
  spdx_identifiers: [],
  description: null,
  package_query_string: null,
  on_violation_quarantine: false,
  allow_unknown_licenses: true,
}

/** The same of a vulnerability policy. */
export const vulnerabilityDefaults: VulnerabilityPolicyRecord['settings'] = {
  name: '',
  description: null,
  package_query_string: null,
  on_violation_quarantine: false,
  min_severity: 'Critical',
  allow_unknown_severity: true,
}

/** The same of a deny policy. */
export const denyDefaults: DenyPolicyRecord['settings'] = {
  package_query_string: '',
  name: null,
  description: null,
  enabled: true,
}

const common = { slugPerm: text, createdAt: moment, updatedAt: moment }

const status = words('Pending', 'In Progress', 'Complete')

const licensePolicy = record<LicensePolicyRecord>({
  ...common,
  settings: settings('orgs_license-policy_create', licenseDefaults, { package_query_string: query }),
})

const vulnerabilityPolicy = record<VulnerabilityPolicyRecord>({
  ...common,
  settings: settings('orgs_vulnerability-policy_create', vulnerabilityDefaults, { package_query_string: query }),
})

const denyPolicy = record<DenyPolicyRecord>({
  ...common,
  settings: settings('orgs_deny-policy_create', denyDefaults, { package_query_string: queryText }),
  status,
})

const evaluation = record<EvaluationRecord>({ ...common, policy: text, status, evaluated: count, violations: count })

/** The licence policies of a workspace. */
export const licensePoliciesOf = workspacePart('licence policies', () => createStore<LicensePolicyRecord>(), {
  shape: store(licensePolicy),
})

/** The vulnerability policies of a workspace. */
export const vulnerabilityPoliciesOf = workspacePart('vulnerability policies', () => createStore<VulnerabilityPolicyRecord>(), {
  shape: store(vulnerabilityPolicy),
})

/** The deny policies of a workspace. */
export const denyPoliciesOf = workspacePart('deny policies', () => createStore<DenyPolicyRecord>(), { shape: store(denyPolicy) })

/** The runs of policies of a workspace. */
export const evaluationsOf = workspacePart('evaluations', () => createStore<EvaluationRecord>(), { shape: store(evaluation) })

/** What violated licence policies, the oldest first. */
export const licenseViolationsOf = workspacePart(
  'licence violations',
  () => createStore<ViolationLog<LicensePolicyViolation>>(),
  {
    shape: store(record<ViolationLog<LicensePolicyViolation>>({ slugPerm: text, entry: view({}) })),
  },
)

/** What violated vulnerability policies, the oldest first. */
export const vulnerabilityViolationsOf = workspacePart(
  'vulnerability violations',
  () => createStore<ViolationLog<VulnerabilityPolicyViolation>>(),
  {
    shape: store(record<ViolationLog<VulnerabilityPolicyViolation>>({ slugPerm: text, entry: view({}) })),
  },
)
