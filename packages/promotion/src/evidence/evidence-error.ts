import { CloudsmithError } from '@cloudsmith-sdk/client'

/** What is wrong with evidence. */
export type EvidenceProblem =
  /** It is no envelope, or holds no statement. */
  | 'malformed'
  /** No key that is trusted signed it: there is none of the names that the signatures bear. */
  | 'unknown key'
  /** Too few signatures are of a trusted key and of these bytes. */
  | 'bad signature'
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

/** Evidence proves nothing; `problem` says why. */
export class EvidenceError extends CloudsmithError {
  static override readonly kind: string = 'EvidenceError'

  readonly problem: EvidenceProblem

  constructor(problem: EvidenceProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.problem = problem
  }
}
