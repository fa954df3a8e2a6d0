import type { PolicyInput, PolicyOutput } from '../generated/v2.ts'

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
