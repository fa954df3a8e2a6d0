import { PromotionError } from '../package/errors.ts'
import { plural } from '../text/plural.ts'
import type { Report } from './report.ts'

/**
 * A run could not continue: it was aborted, or the service is unreachable or refuses the caller. `report` lists what was done until then.
 *
 * @remedy Apply the same plan again, which goes on from there, or roll back what `report` says was done.
 */
export class InterruptedError extends PromotionError {
  static override readonly kind: string = 'InterruptedError'

  /** What was done until then. */
  readonly report: Report

  constructor(report: Report, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause)
    const done = report.items.filter(({ did }) => did.length > 0).length
    const at = `${report.from} → ${report.to}`
    super(
      `The promotion ${at} was interrupted after ${done} of ${plural(report.items.length, 'package')}: ${why} Apply the same plan again.`,
      undefined,
      {
        cause,
      },
    )
    this.report = report
  }
}
