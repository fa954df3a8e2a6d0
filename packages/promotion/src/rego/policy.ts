import { CloudsmithError } from '@cloudsmith-sdk/client'
import type { Fact } from '../gates/outcome.ts'
import type { RegoInput } from './input.ts'

/** A Rego policy that can be evaluated. */
export interface RegoPolicy {
  /** Identifies the policy: plain data without secrets, part of a plan's digest. */
  readonly identity: Fact
  /**
   * Evaluates the policy.
   *
   * @returns the document that the policy produces; undefined if it produces none
   * @throws {RegoError} it cannot be evaluated
   */
  evaluate(input: RegoInput): Promise<unknown>
}

/**
 * A policy could not be loaded or evaluated, or its result has the wrong shape. Neither the message nor the cause contains a token.
 *
 * @remedy Run the policy with `opa eval` and compare its result with what the gate expects: a set `deny`, and optionally a set `wait`. Check
 * that the OPA server can be reached.
 */
export class RegoError extends CloudsmithError {
  static override readonly kind: string = 'RegoError'
}
