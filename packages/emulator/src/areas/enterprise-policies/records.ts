import type { Store } from '../../core/store.ts'
import type { PolicyAction, PolicyInput, PolicyOutput, PolicyRequest } from '../../generated/v2.ts'

/** A policy as an evaluator sees it. */
export interface RegoPolicy {
  readonly slug_perm: string
  readonly name: string
  /** The source, of the package `cloudsmith`. */
  readonly rego: string
  /** Counts the changes of the source. */
  readonly version: number
}

/** When a policy is evaluated. */
export interface RegoMoment {
  /** The emulator's time in milliseconds since 1970: what `time.now_ns()` has to be made of. */
  readonly now: number
}

/**
 * Evaluates a policy: gives the rule variables of the package `cloudsmith`, of which `match` is one.
 *
 * The emulator does not understand Rego itself; give it any evaluator that does (`opaBinary`, `compiledPolicy`), or a function that plays
 * one.
 */
export interface Rego {
  (policy: RegoPolicy, input: PolicyInput, moment: RegoMoment): PolicyOutput | Promise<PolicyOutput>
  /** Says what is wrong with a policy that somebody wants to create or change; nothing where it can be evaluated. */
  check?(policy: Pick<RegoPolicy, 'name' | 'rego'>): Promise<readonly string[]>
}

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
