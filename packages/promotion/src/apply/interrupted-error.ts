import { PromotionError } from '../package/errors.ts'
import type { Report } from './report.ts'

/**
 * A run that could not go on: it was aborted, or the service cannot be reached or refuses the caller. What was done till then is in
 * `report`; apply the same plan again to finish it.
 *
 * @remedy Apply the same plan again, which goes on from there, or roll back what `report` says was done.
 */
export class InterruptedError extends PromotionError {
  static override readonly kind: string = 'InterruptedError'

  readonly report: Report

  constructor(report: Report, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause)
    const done = report.items.filter(({ did }) => did.length > 0).length
    const at = `${report.from} → ${report.to}`
    super(
      `The promotion ${at} was interrupted after ${done} of ${report.items.length} packages: ${why} Apply the same plan again.`,
      undefined,
      {
        cause,
      },
    )
    this.report = report
  }
}
