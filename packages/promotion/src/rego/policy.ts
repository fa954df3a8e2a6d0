import { CloudsmithError } from '@cloudsmith-sdk/client'
import type { Fact } from '../gates/outcome.ts'
import type { RegoInput } from './input.ts'

/** Something that evaluates a policy. */
export interface RegoPolicy {
  /** What tells this policy from another: plain data without secrets, part of a plan's hash. */
  readonly identity: Fact
  /**
   * The document that the policy makes of an input; undefined where it makes none.
   *
   * @throws {RegoError} it cannot be evaluated
   */
  evaluate(input: RegoInput): Promise<unknown>
}

/**
 * A policy could not be loaded or evaluated, or answers something that is no answer. Neither message nor cause holds a token.
 *
 * @remedy Check the policy with `opa eval`, what it answers with against what the gate needs, and that Open Policy Agent
 * can be reached.
 */
export class RegoError extends CloudsmithError {
  static override readonly kind: string = 'RegoError'
}
