import { CloudsmithError } from '@cloudsmith-sdk/client'
import { sumOf } from './ensure-text.ts'
import type { Ensured } from './ensured.ts'

/**
 * `ensure` could not continue after it had created something. Call it again to continue: what exists is not created again.
 *
 * @remedy Fix what the `cause` reports, usually a missing permission of the account, and call `ensure` again.
 */
export class EnsureInterruptedError extends CloudsmithError {
  static override readonly kind: string = 'EnsureInterruptedError'

  /** What was created until then, and what was found to differ. */
  readonly ensured: Ensured

  constructor(ensured: Ensured, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause)
    super(
      `Setting up was interrupted after it had created ${sumOf(ensured.created)}: ${why} Call it again to continue from there.`,
      {
        cause,
      },
    )
    this.ensured = ensured
  }
}
