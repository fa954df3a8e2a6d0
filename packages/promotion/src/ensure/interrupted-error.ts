import { CloudsmithError } from '@cloudsmith-sdk/client'
import type { Ensured } from './ensured.ts'

/**
 * `ensure` could not go on after it had created something. What is there is not created again: call it again to go on from there.
 *
 * @remedy Mend what the `cause` says, mostly a right that the account lacks, and call `ensure` again.
 */
export class EnsureInterruptedError extends CloudsmithError {
  static override readonly kind: string = 'EnsureInterruptedError'

  /** What was created till then, and what was found to differ. */
  readonly ensured: Ensured

  constructor(ensured: Ensured, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause)
    super(`Setting up was interrupted with ${ensured.created.length} created: ${why} Call it again to continue from there.`, {
      cause,
    })
    this.ensured = ensured
  }
}
