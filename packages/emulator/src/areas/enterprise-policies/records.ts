import type { PolicyDecisionLog, PolicyRequest } from '../../generated/v2.ts'
import { workspacePart } from '../../world/parts.ts'
import {
  changing,
  count,
  flag,
  list,
  moment,
  number,
  type Of,
  record,
  settings,
  store,
  text,
  variant,
  view,
  words,
} from '../../world/shapes/index.ts'

const setting = record({
  action_type: words('SetPackageState'),
  package_state: words('AVAILABLE', 'DELETED', 'HIDDEN', 'QUARANTINED'),
  precedence: number,
})

const tagging = record({ action_type: words('AddPackageTags', 'RemovePackageTags'), tags: list(text), precedence: number })

const action = record({
  slugPerm: text,
  settings: changing(
    variant<Of<typeof setting> | Of<typeof tagging>>('action_type', {
      SetPackageState: setting,
      AddPackageTags: tagging,
      RemovePackageTags: tagging,
    }),
  ),
  createdAt: moment,
  updatedAt: changing(moment),
})

/** An action of a policy, without what the view adds. */
export type EpmActionRecord = Of<typeof action>

/** The default settings of a policy. */
export const epmPolicyDefaults: Required<PolicyRequest> = {
  name: '',
  rego: '',
  description: null,
  enabled: true,
  is_terminal: false,
  precedence: 0,
}

const policy = record({
  slugPerm: text,
  settings: changing(settings('workspaces_policies_create', epmPolicyDefaults)),
  version: changing(count),
  actions: store(action),
  createdAt: moment,
  updatedAt: changing(moment),
})

/** An enterprise policy with its actions. */
export type EpmPolicyRecord = Of<typeof policy>

/** The fields of decisions that lists use. */
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
export const epmPoliciesOf = workspacePart('enterprise policies', { shape: store(policy) })

/** The decisions of a workspace, the oldest first. */
export const decisionsOf = workspacePart('decisions', { shape: list(decision) })
