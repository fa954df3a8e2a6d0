import { CloudsmithError } from '@cloudsmith-sdk/client'

/** What is wrong with a signed document. */
export type SignatureProblem =
  /** It is not an envelope. */
  | 'malformed'
  /** None of the key names in the envelope belongs to a trusted key. */
  | 'unknown key'
  /** Too few of the signatures are by trusted keys and over these bytes. */
  | 'bad signature'

/**
 * The signatures of a document could not be verified; `problem` says why.
 *
 * @remedy Check `problem`. For an unknown key, add the public key to `trust.yaml` if you know whose it is. A bad signature means that the
 * contents were changed, or were signed by a key that is not trusted.
 */
export class SignatureError extends CloudsmithError {
  static override readonly kind: string = 'SignatureError'

  /** What is wrong. */
  readonly problem: SignatureProblem

  constructor(problem: SignatureProblem, message: string) {
    super(message)
    this.problem = problem
  }
}
