import type { PolicyInput, PolicyOutput } from '../generated/v2.ts'

/** A policy as passed to an evaluator. */
export interface RegoPolicy {
  /** Identifier of the policy. */
  readonly slug_perm: string
  readonly name: string
  /** The source; its package is `cloudsmith` or one below it. */
  readonly rego: string
  /** Incremented with each change of the source. */
  readonly version: number
}

/** The time of an evaluation. */
export interface RegoMoment {
  /** The emulator's time in milliseconds since 1970, which `time.now_ns()` has to return. */
  readonly now: number
}

/**
 * Evaluates a policy: returns the rules of its package `cloudsmith` with their values, of which `match` decides.
 *
 * The emulator does not interpret Rego itself. Pass an evaluator (`opaBinary`, `compiledPolicy`), or a function that stands in for one.
 */
export interface Rego {
  (policy: RegoPolicy, input: PolicyInput, moment: RegoMoment): PolicyOutput | Promise<PolicyOutput>
  /** Returns what is wrong with a policy that is being created or changed; an empty list if it can be evaluated. */
  check?(policy: Pick<RegoPolicy, 'name' | 'rego'>): Promise<readonly string[]>
}
