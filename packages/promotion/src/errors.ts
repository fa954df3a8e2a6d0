import { CloudsmithError, type Package } from '@cloudsmith-sdk/client'
import { describePackage } from '@cloudsmith-sdk/client/sync'
import type { Report } from './apply/report.ts'
import type { FileDifference } from './identity.ts'

/** A promotion that did not come to its end. The package that it is about is in `package`, as last seen. */
export class PromotionError extends CloudsmithError {
  static override readonly kind: string = 'PromotionError'

  readonly package: Package | undefined

  constructor(message: string, pkg?: Package, options?: ErrorOptions) {
    super(message, options)
    this.package = pkg
  }
}

/** The destination holds a package of the same identity with other bytes. Nothing was sent. */
export class ConflictError extends PromotionError {
  static override readonly kind: string = 'ConflictError'

  readonly differences: readonly FileDifference[]

  constructor(pkg: Package, differences: readonly FileDifference[]) {
    super(
      `${describePackage(pkg)} in ${pkg.repository} has other bytes than the source:\n${differences.map(line).join('\n')}\nRemove it there, or publish under a new version.`,
      pkg,
    )
    this.differences = differences
  }
}

/** What speaks against a package that is at its destination. */
export type ArrivalProblem =
  | 'quarantined'
  | 'policy violated'
  | 'malware'
  | 'bytes differ'
  | 'scan failed'
  | 'cannot be scanned'
  | 'scanned before it arrived'
  | 'tags missing'

/** The package is at its destination, but not as it should be: it counts as not promoted. */
export class ArrivalError extends PromotionError {
  static override readonly kind: string = 'ArrivalError'

  readonly problem: ArrivalProblem

  constructor(pkg: Package, problem: ArrivalProblem, detail: string) {
    super(`${describePackage(pkg)} reached ${pkg.repository}, but does not count as promoted: ${detail}`, pkg)
    this.problem = problem
  }
}

/** The source is not fit to be promoted: nothing was sent. */
export class SourceError extends PromotionError {
  static override readonly kind: string = 'SourceError'
}

/**
 * A run that could not go on: it was aborted, or the service cannot be reached or refuses the caller. What was done till then is in
 * `report`; apply the same plan again to finish it.
 */
export class InterruptedError extends PromotionError {
  static override readonly kind: string = 'InterruptedError'

  readonly report: Report

  constructor(report: Report, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause)
    const done = report.items.filter(({ did }) => did.length > 0).length
    const at = `${report.from} → ${report.to}`
    super(
      `The promotion ${at} was cut off with ${done} of ${report.items.length} packages sent: ${why} Apply the same plan again.`,
      undefined,
      {
        cause,
      },
    )
    this.report = report
  }
}

const line = ({ filename, source, destination }: FileDifference) =>
  `  ${filename}: source sha256 ${source ?? 'none'}, destination sha256 ${destination ?? 'none'}`
