import { createStore, type Store } from '../../core/store.ts'
import type { PolicyAction, PolicyDecisionLog, PolicyRequest } from '../../generated/v2.ts'
import { workspacePart } from '../../world/parts.ts'
import {
  count,
  flag,
  list,
  moment,
  number,
  record,
  settings,
  store,
  text,
  variant,
  view,
  words,
} from '../../world/shapes/index.ts'

/** An action of a policy, without what the view adds. */
export interface EpmActionRecord {
  readonly slugPerm: string
  settings:
    | { readonly action_type: 'SetPackageState'; readonly package_state: PackageState; readonly precedence: number }
    | { readonly action_type: 'AddPackageTags' | 'RemovePackageTags'; readonly tags: string[]; readonly precedence: number }
  readonly createdAt: number
  updatedAt: number
}

/** What a policy can make of a package. */
export type PackageState = Extract<PolicyAction, { package_state: unknown }>['package_state']

/** An enterprise policy with its actions. */
export interface EpmPolicyRecord {
  readonly slugPerm: string
  settings: Required<PolicyRequest>
  version: number
  readonly actions: Store<EpmActionRecord>
  readonly createdAt: number
  updatedAt: number
}

/** What a policy is like where nobody says. */
export const epmPolicyDefaults: EpmPolicyRecord['settings'] = {
  name: '',
  rego: '',
  description: null,
  enabled: true,
  is_terminal: false,
  precedence: 0,
}

type ActionSettings = EpmActionRecord['settings']

const tagging = record<Extract<ActionSettings, { tags: unknown }>>({
  action_type: words('AddPackageTags', 'RemovePackageTags'),
  tags: list(text),
  precedence: number,
})

const action = record<EpmActionRecord>({
  slugPerm: text,
  settings: variant<ActionSettings>('action_type', {
    SetPackageState: record<Extract<ActionSettings, { package_state: unknown }>>({
      action_type: words('SetPackageState'),
      package_state: words('AVAILABLE', 'DELETED', 'HIDDEN', 'QUARANTINED'),
      precedence: number,
    }),
    AddPackageTags: tagging,
    RemovePackageTags: tagging,
  }),
  createdAt: moment,
  updatedAt: moment,
})

const policy = record<EpmPolicyRecord>({
  slugPerm: text,
  settings: settings('workspaces_policies_create', epmPolicyDefaults),
  version: count,
  actions: store(action),
  createdAt: moment,
  updatedAt: moment,
})

/** What the lists of decisions ask of them. */
const decision = view<PolicyDecisionLog>({
  id: text,
  correlation_id: text,
  started_at: text,
  ended_at: text,
  policy: view({ name: text, slug_perm: text }),
  policy_input: view({
    v0: view({ package: view({ format: text, slug_perm: text }), repository: view({ slug: text, slug_perm: text }) }),
  }),
  policy_output: view({ match: flag }),
  actions: list(view({ action_type: text })),
})

/** The enterprise policies of a workspace. */
export const epmPoliciesOf = workspacePart('enterprise policies', () => createStore<EpmPolicyRecord>(), { shape: store(policy) })

/** What they decided, the oldest first. */
export const decisionsOf = workspacePart('decisions', (): PolicyDecisionLog[] => [], { shape: list(decision) })
