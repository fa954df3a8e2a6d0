import { CloudsmithError } from '@cloudsmith-sdk/client'
import type { SignatureProblem } from '../signing/signature-error.ts'

/** What is wrong with evidence. */
export type EvidenceProblem =
  | SignatureProblem
  /** It is signed, but something else than a statement. */
  | 'payload type'
  /** It is a statement, but no verification summary. */
  | 'predicate type'
  /** The verification that it tells of failed. */
  | 'not passed'
  /** It is somebody else's word, or about another repository. */
  | 'verifier'
  | 'resource'
  /** It speaks of other bytes. */
  | 'subject'

/**
 * Evidence proves nothing; `problem` says why.
 *
 * @remedy Look at `problem`. Evidence that is missing or of other bytes is made by promoting again; somebody else's
 * needs their key in `trust`. Never let through what nothing proves.
 */
export class EvidenceError extends CloudsmithError {
  static override readonly kind: string = 'EvidenceError'

  readonly problem: EvidenceProblem

  constructor(problem: EvidenceProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.problem = problem
  }
}
