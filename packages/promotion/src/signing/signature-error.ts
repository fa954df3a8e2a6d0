import { CloudsmithError } from '@cloudsmith-sdk/client'

/** What is wrong with something signed. */
export type SignatureProblem =
  /** It is no envelope. */
  | 'malformed'
  /** No key that is trusted signed it: there is none of the names that the signatures bear. */
  | 'unknown key'
  /** Too few signatures are of a trusted key and of these bytes. */
  | 'bad signature'

/**
 * What is signed proves nothing; `problem` says why.
 *
 * @remedy Look at `problem`. For an unknown key, add the public key to `trust.yaml`, if you know whose it is; a bad
 * signature means that something was changed.
 */
export class SignatureError extends CloudsmithError {
  static override readonly kind: string = 'SignatureError'

  readonly problem: SignatureProblem

  constructor(problem: SignatureProblem, message: string) {
    super(message)
    this.problem = problem
  }
}
