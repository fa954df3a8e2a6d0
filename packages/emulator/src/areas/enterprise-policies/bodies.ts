import { flag, list, nullable, oneOf, partial, required, type ShapeOf, text, whole } from '../../core/fields.ts'
import type { BodyOf } from '../../operation/operation.ts'

const precedence = whole({ min: 0, max: 32_767 })

const policy = {
  name: required(text({ min: 1, max: 100 })),
  rego: required(text({ min: 1 })),
  description: nullable(text({ max: 250 })),
  enabled: flag,
  is_terminal: flag,
  precedence,
} satisfies ShapeOf<BodyOf<'workspaces_policies_create'>>

/** What each type of action needs is checked where the type is known. */
const action = {
  action_type: required(oneOf('SetPackageState', 'AddPackageTags', 'RemovePackageTags')),
  package_state: oneOf('AVAILABLE', 'DELETED', 'HIDDEN', 'QUARANTINED'),
  tags: list(text({ min: 1, max: 100 }), { min: 1 }),
  precedence,
}

/** Bodies of the operations on enterprise policies. */
export const epmBodies = {
  workspaces_policies_create: policy,
  workspaces_policies_update: policy,
  workspaces_policies_partial_update: partial(policy),
  workspaces_policies_actions_create: action,
  workspaces_policies_actions_update: action,
  workspaces_policies_actions_partial_update: partial(action),
}
