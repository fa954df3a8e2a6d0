import type {
  DenyPolicyRequest,
  LicensePolicyRequest,
  LicensePolicyViolation,
  VulnerabilityPolicyRequest,
  VulnerabilityPolicyViolation,
} from '../../generated/v1.ts'
import { workspacePart } from '../../world/parts.ts'
import {
  changing,
  count,
  moment,
  type Of,
  query,
  queryText,
  type Recorded,
  record,
  settings,
  store,
  text,
  view,
  words,
} from '../../world/shapes/index.ts'

/**
 * The default settings of a licence policy. Those of booleans are not documented; the emulator only marks violations, and allows unknown licences.
 */
export const licenseDefaults: Required<LicensePolicyRequest> = {
  name: '',
  spdx_identifiers: [],
  description: null,
  package_query_string: null,
  on_violation_quarantine: false,
  allow_unknown_licenses: true,
}

/** The default settings of a vulnerability policy. */
export const vulnerabilityDefaults: Required<VulnerabilityPolicyRequest> = {
  name: '',
  description: null,
  package_query_string: null,
  on_violation_quarantine: false,
  min_severity: 'Critical',
  allow_unknown_severity: true,
}

/** The default settings of a deny policy. */
export const denyDefaults: Required<DenyPolicyRequest> = {
  package_query_string: '',
  name: null,
  description: null,
  enabled: true,
}

const common = { slugPerm: text, createdAt: moment, updatedAt: changing(moment) }

const status = changing(words('Pending', 'In Progress', 'Complete'))

/** A policy of a workspace, with its settings and defaults. */
export type PolicyRecord<Settings> = Recorded<typeof common> & { settings: Settings }

const licensePolicy = record({
  ...common,
  settings: changing(settings('orgs_license-policy_create', licenseDefaults, { package_query_string: query })),
})

/** A policy for the licences of packages. */
export type LicensePolicyRecord = Of<typeof licensePolicy>

const vulnerabilityPolicy = record({
  ...common,
  settings: changing(settings('orgs_vulnerability-policy_create', vulnerabilityDefaults, { package_query_string: query })),
})

/** A policy for the vulnerabilities of packages. */
export type VulnerabilityPolicyRecord = Of<typeof vulnerabilityPolicy>

const denyPolicy = record({
  ...common,
  settings: changing(settings('orgs_deny-policy_create', denyDefaults, { package_query_string: queryText })),
  status,
})

/** A policy that blocks the downloads of packages. */
export type DenyPolicyRecord = Of<typeof denyPolicy>

const evaluation = record({ ...common, policy: text, status, evaluated: changing(count), violations: changing(count) })

/** An evaluation of a policy for existing packages. */
export type EvaluationRecord = Of<typeof evaluation>

/** A logged violation. Its view is created when it happens, because logs do not change. */
const logged = <Entry extends object>() => store(record({ slugPerm: text, entry: view<Entry>({}) }))

/** The licence policies of a workspace. */
export const licensePoliciesOf = workspacePart('licence policies', { shape: store(licensePolicy) })

/** The vulnerability policies of a workspace. */
export const vulnerabilityPoliciesOf = workspacePart('vulnerability policies', { shape: store(vulnerabilityPolicy) })

/** The deny policies of a workspace. */
export const denyPoliciesOf = workspacePart('deny policies', { shape: store(denyPolicy) })

/** The evaluations of policies in a workspace. */
export const evaluationsOf = workspacePart('evaluations', { shape: store(evaluation) })

/** The violations of licence policies, the oldest first. */
export const licenseViolationsOf = workspacePart('licence violations', { shape: logged<LicensePolicyViolation>() })

/** The violations of vulnerability policies, the oldest first. */
export const vulnerabilityViolationsOf = workspacePart('vulnerability violations', {
  shape: logged<VulnerabilityPolicyViolation>(),
})
