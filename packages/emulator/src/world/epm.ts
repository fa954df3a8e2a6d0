import type { PolicyAction, PolicyInput, PolicyOutput, PolicyRequest } from '../generated/v2.ts'
import type { Store } from './store.ts'

/** A policy as an evaluator sees it. */
export interface RegoPolicy {
  readonly slug_perm: string
  readonly name: string
  /** The source, of the package `cloudsmith`. */
  readonly rego: string
  /** Counts the changes of the source. */
  readonly version: number
}

/**
 * Evaluates a policy: gives the rule variables of the package `cloudsmith`, of which `match` is one.
 *
 * The emulator does not understand Rego itself; give it any evaluator that does, or a function that plays one.
 */
export type Rego = (policy: RegoPolicy, input: PolicyInput) => PolicyOutput | Promise<PolicyOutput>

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
