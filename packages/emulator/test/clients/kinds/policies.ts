import type { ResourceKind } from '../resource-kind.ts'

const query = 'format:python AND downloads:>50'

async function policyOf(admin: Parameters<Exclude<ResourceKind['collection'], string>>[0]): Promise<string> {
  const policy = { name: 'Policy', rego: 'package cloudsmith', enabled: false }
  const { body } = await admin('POST', '/v2/workspaces/acme/policies/', policy)
  return `/v2/workspaces/acme/policies/${body.slug_perm}/actions/`
}

const ofAction = {
  create: 'workspaces_policies_actions_create',
  replace: 'workspaces_policies_actions_update',
  patch: 'workspaces_policies_actions_partial_update',
  collection: policyOf,
} as const

/** Policies for packages. */
export const policies: readonly ResourceKind[] = [
  {
    kind: 'licence policy',
    create: 'orgs_license-policy_create',
    replace: 'orgs_license-policy_update',
    patch: 'orgs_license-policy_partial_update',
    collection: '/orgs/acme/license-policy/',
    least: { name: 'Policy', spdx_identifiers: ['MIT'] },
    first: {
      name: 'Kopierlinks ✓',
      spdx_identifiers: ['GPL-3.0-only', 'Apache-1.0', 'CC-BY-NC-4.0'],
      description: 'No "copyleft", 100 %',
      package_query_string: query,
      on_violation_quarantine: true,
      allow_unknown_licenses: false,
    },
    second: {
      name: 'Others',
      spdx_identifiers: ['Apache-2.0'],
      description: 'Other',
      package_query_string: 'format:npm',
      on_violation_quarantine: false,
      allow_unknown_licenses: true,
    },
    emptied: { description: null, package_query_string: null, spdx_identifiers: [] },
  },
  {
    kind: 'vulnerability policy',
    create: 'orgs_vulnerability-policy_create',
    replace: 'orgs_vulnerability-policy_update',
    patch: 'orgs_vulnerability-policy_partial_update',
    collection: '/orgs/acme/vulnerability-policy/',
    least: { name: 'Policy' },
    first: {
      name: 'Lücken ✓',
      description: 'None above 7.5',
      package_query_string: query,
      on_violation_quarantine: true,
      min_severity: 'High',
      allow_unknown_severity: false,
    },
    second: {
      name: 'Others',
      description: 'Other',
      package_query_string: 'format:npm',
      on_violation_quarantine: false,
      min_severity: 'Low',
      allow_unknown_severity: true,
    },
    emptied: { description: null, package_query_string: null },
  },
  {
    kind: 'deny policy',
    create: 'orgs_deny-policy_create',
    replace: 'orgs_deny-policy_update',
    patch: 'orgs_deny-policy_partial_update',
    collection: '/orgs/acme/deny-policy/',
    least: { package_query_string: 'name:example' },
    first: { package_query_string: query, name: 'Sperre ✓', description: 'For now', enabled: false },
    second: { package_query_string: 'format:npm', name: 'Others', description: 'Other', enabled: true },
    emptied: { name: null, description: '' },
  },
  {
    kind: 'enterprise policy',
    create: 'workspaces_policies_create',
    replace: 'workspaces_policies_update',
    patch: 'workspaces_policies_partial_update',
    collection: '/v2/workspaces/acme/policies/',
    least: { name: 'Policy', rego: 'package cloudsmith' },
    first: {
      name: 'Freigabe ✓',
      rego: 'package cloudsmith.policy\n\ndefault match := true',
      description: 'Says "yes"',
      enabled: false,
      is_terminal: true,
      precedence: 32_767,
    },
    second: {
      name: 'Other',
      rego: 'package cloudsmith.policy\n\ndefault match := false',
      description: 'Other',
      enabled: true,
      is_terminal: false,
      precedence: 1,
    },
    emptied: { description: null, precedence: 0 },
  },
  {
    kind: 'action that sets a state',
    ...ofAction,
    least: { action_type: 'SetPackageState', package_state: 'AVAILABLE' },
    first: { action_type: 'SetPackageState', package_state: 'HIDDEN', precedence: 7 },
    second: { action_type: 'SetPackageState', package_state: 'QUARANTINED', precedence: 1 },
  },
  {
    kind: 'action that adds tags',
    ...ofAction,
    least: { action_type: 'AddPackageTags', tags: ['a'] },
    first: { action_type: 'AddPackageTags', tags: ['zuletzt ✓', 'b'], precedence: 7 },
    second: { action_type: 'AddPackageTags', tags: ['c'], precedence: 1 },
  },
  {
    kind: 'action that removes tags',
    ...ofAction,
    least: { action_type: 'RemovePackageTags', tags: ['a'] },
    first: { action_type: 'RemovePackageTags', tags: ['b', 'a'], precedence: 7 },
    second: { action_type: 'RemovePackageTags', tags: ['c'], precedence: 1 },
  },
]
