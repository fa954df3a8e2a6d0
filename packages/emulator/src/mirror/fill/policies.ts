import { regoOf, tellUnevaluated } from '../../areas/enterprise-policies/evaluator.ts'
import { type EpmActionRecord, epmPoliciesOf, epmPolicyDefaults } from '../../areas/enterprise-policies/records.ts'
import {
  denyDefaults,
  denyPoliciesOf,
  licenseDefaults,
  licensePoliciesOf,
  vulnerabilityDefaults,
  vulnerabilityPoliciesOf,
} from '../../areas/policies/records.ts'
import { createStore } from '../../core/store.ts'
import type { ResourceRow } from '../rows.ts'
import { type Fill, momentOf } from './fill.ts'
import { settingsFrom } from './settings.ts'

/** Adds policies of all types to a workspace. */
export function fillPolicies(fill: Fill): void {
  const { workspace, document, world } = fill
  const { license = [], vulnerability = [], deny = [], enterprise = [] } = document.policies
  const where = workspace.slug
  const about = (operation: string) => ({ what: 'policies', where, operation }) as const
  for (const row of license) {
    const settings = settingsFrom(fill, about('orgs_license-policy_create'), licenseDefaults, row.settings)
    licensePoliciesOf(workspace).add({ ...commonOf(fill, row), settings })
  }
  for (const row of vulnerability) {
    const settings = settingsFrom(fill, about('orgs_vulnerability-policy_create'), vulnerabilityDefaults, row.settings)
    vulnerabilityPoliciesOf(workspace).add({ ...commonOf(fill, row), settings })
  }
  for (const row of deny) {
    const settings = settingsFrom(fill, about('orgs_deny-policy_create'), denyDefaults, row.settings)
    // Without its query, it would apply to everything.
    if (settings.package_query_string === '') continue
    denyPoliciesOf(workspace).add({ ...commonOf(fill, row), settings, status: row.status === 'Pending' ? 'Pending' : 'Complete' })
  }
  for (const row of enterprise) {
    const settings = settingsFrom(fill, about('workspaces_policies_create'), epmPolicyDefaults, row.settings)
    const actions = createStore<EpmActionRecord>()
    for (const action of row.actions) {
      const settings = actionFrom(action)
      if (settings) actions.add({ ...commonOf(fill, action), settings })
      else fill.lack('enterprise policies', where, `an action of "${row.settings.name}"`, 'not emulated')
    }
    epmPoliciesOf(workspace).add({ ...commonOf(fill, row), settings, version: row.version, actions })
    if (settings.enabled) tellUnevaluated(world, where, settings.name)
  }
  if (enterprise.length > 0 && regoOf(world).rego === undefined)
    fill.lack('enterprise policies', where, 'nothing evaluates them: create the emulator with the option rego', 'not emulated')
}

const commonOf = (fill: Fill, { slug_perm, created_at, updated_at }: ResourceRow) => ({
  slugPerm: slug_perm,
  createdAt: momentOf(fill, created_at),
  updatedAt: momentOf(fill, updated_at ?? created_at),
})

const states = ['AVAILABLE', 'DELETED', 'HIDDEN', 'QUARANTINED'] as const

function actionFrom({
  settings: { action_type, package_state, tags, precedence = 0 },
}: ResourceRow): EpmActionRecord['settings'] | undefined {
  if (typeof precedence !== 'number') return undefined
  if (action_type === 'SetPackageState') {
    const state = states.find((known) => known === package_state)
    return state && { action_type, package_state: state, precedence }
  }
  if (action_type !== 'AddPackageTags' && action_type !== 'RemovePackageTags') return undefined
  return Array.isArray(tags) && tags.every((tag) => typeof tag === 'string') ? { action_type, tags, precedence } : undefined
}
