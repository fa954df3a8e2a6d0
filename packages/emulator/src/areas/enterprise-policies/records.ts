import { createStore, type Store } from '../../core/store.ts'
import type { PolicyAction, PolicyDecisionLog, PolicyRequest } from '../../generated/v2.ts'
import { workspacePart } from '../../world/parts.ts'

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

/** The enterprise policies of a workspace. */
export const epmPoliciesOf = workspacePart('enterprise policies', () => createStore<EpmPolicyRecord>())

/** What they decided, the oldest first. */
export const decisionsOf = workspacePart('decisions', (): PolicyDecisionLog[] => [])
