import { flag, list, nullable, oneOf, partial, required, type ShapeOf, text } from '../../core/fields.ts'
import type { BodyOf } from '../../operation/operation.ts'

const options = {
  description: nullable(text({ max: 250 })),
  package_query_string: nullable(text()),
  on_violation_quarantine: flag,
}

const license = {
  name: required(text({ min: 1, max: 100 })),
  spdx_identifiers: required(list(text({ min: 1 }))),
  allow_unknown_licenses: flag,
  ...options,
} satisfies ShapeOf<BodyOf<'orgs_license-policy_create'>>

const vulnerability = {
  name: required(text({ min: 1, max: 100 })),
  min_severity: oneOf('Low', 'Medium', 'High', 'Critical'),
  allow_unknown_severity: flag,
  ...options,
} satisfies ShapeOf<BodyOf<'orgs_vulnerability-policy_create'>>

const deny = {
  package_query_string: required(text({ min: 1 })),
  name: nullable(text({ max: 100 })),
  description: nullable(text({ max: 250 })),
  enabled: flag,
} satisfies ShapeOf<BodyOf<'orgs_deny-policy_create'>>

/** Bodies of the operations on policies. */
export const policyBodies = {
  'orgs_license-policy_create': license,
  'orgs_license-policy_update': license,
  'orgs_license-policy_partial_update': partial(license),
  'orgs_vulnerability-policy_create': vulnerability,
  'orgs_vulnerability-policy_update': vulnerability,
  'orgs_vulnerability-policy_partial_update': partial(vulnerability),
  'orgs_deny-policy_create': deny,
  'orgs_deny-policy_update': deny,
  'orgs_deny-policy_partial_update': partial(deny),
}
