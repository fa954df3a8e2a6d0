import { CloudsmithError } from '@cloudsmith-sdk/client'
import type { SignatureProblem } from '../signing/signature-error.ts'

/** What is wrong with evidence. */
export type EvidenceProblem =
  | SignatureProblem
  /** It is signed, but does not contain an in-toto statement. */
  | 'payload type'
  /** It is a statement, but not a verification summary. */
  | 'predicate type'
  /** It states that the verification failed. */
  | 'not passed'
  /** It is by another verifier. */
  | 'verifier'
  /** It is about another stage or repository. */
  | 'resource'
  /** It is about other bytes, or another package. */
  | 'subject'

/**
 * Evidence does not prove what is required; `problem` says why.
 *
 * @remedy Check `problem`. If the evidence is missing or covers other bytes, promote again to create it; if it is signed by somebody else, add their
 * key to `trust`. Never accept a package without proof.
 */
export class EvidenceError extends CloudsmithError {
  static override readonly kind: string = 'EvidenceError'

  /** What is wrong with the evidence. */
  readonly problem: EvidenceProblem

  constructor(problem: EvidenceProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.problem = problem
  }
}
