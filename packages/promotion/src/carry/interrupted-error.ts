import { CloudsmithError } from '@cloudsmith-sdk/client'
import { plural } from '../text/plural.ts'
import { type CarryReport, isThere } from './report.ts'

/**
 * `carry` could not continue: it was aborted, or one of the sides is unreachable or refuses the caller. Call it again to continue from there.
 *
 * @remedy Fix what the `cause` reports, and call `carry` again: what has arrived is not sent again.
 */
export class CarryInterruptedError extends CloudsmithError {
  static override readonly kind: string = 'CarryInterruptedError'

  /** What was done until then. */
  readonly report: CarryReport

  constructor(report: CarryReport, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause)
    const done = report.items.filter(isThere).length
    super(
      `Carrying was interrupted after ${done} of ${plural(report.items.length, 'package')}: ${why} Call it again to continue from there.`,
      {
        cause,
      },
    )
    this.report = report
  }
}
