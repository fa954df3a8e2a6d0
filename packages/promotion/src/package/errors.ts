import { CloudsmithError, type Package } from '@cloudsmith-sdk/client'
import { describePackage } from '@cloudsmith-sdk/client/sync'
import { differenceText } from './describe.ts'
import type { FileDifference } from './files.ts'

/**
 * Base class of the errors of a promotion that could not be completed.
 *
 * @remedy Check which subclass it is: that tells you the problem. `package` is the package as last seen. Solve the problem and promote again:
 * what is already done is not done twice.
 */
export class PromotionError extends CloudsmithError {
  static override readonly kind: string = 'PromotionError'

  /** The package concerned, as last seen. */
  readonly package: Package | undefined

  constructor(message: string, pkg?: Package, options?: ErrorOptions) {
    super(message, options)
    this.package = pkg
  }
}

/**
 * The destination has a package of the same identity with different bytes. Nothing was sent.
 *
 * @remedy Compare `differences`. Publish the source under a new version, or remove the package at the destination if that one is wrong.
 */
export class ConflictError extends PromotionError {
  static override readonly kind: string = 'ConflictError'

  /** The files that differ, with their digests on both sides. */
  readonly differences: readonly FileDifference[]

  constructor(pkg: Package, differences: readonly FileDifference[]) {
    super(
      `${describePackage(pkg)} in ${pkg.repository} has different bytes from the source:\n${differences.map((each) => `  ${differenceText(each)}`).join('\n')}\nRemove it there, or publish under a new version.`,
      pkg,
    )
    this.differences = differences
  }
}

/** What can be wrong with a package at its destination. */
export type ArrivalProblem =
  | 'quarantined'
  | 'policy violated'
  | 'malware'
  | 'bytes differ'
  | 'scan failed'
  | 'cannot be scanned'
  | 'scanned before it arrived'
  | 'tags missing'

/**
 * The package is at its destination, but in a state that must not count as promoted.
 *
 * @remedy Check `problem` and the package at its destination. Repair or remove it there, and promote again. It was not tagged, so nobody
 * takes it for promoted.
 */
export class ArrivalError extends PromotionError {
  static override readonly kind: string = 'ArrivalError'

  /** What is wrong with the package. */
  readonly problem: ArrivalProblem

  constructor(pkg: Package, problem: ArrivalProblem, detail: string) {
    super(`${describePackage(pkg)} reached ${pkg.repository}, but does not count as promoted: ${detail}`, pkg)
    this.problem = problem
  }
}

/**
 * The source package cannot be promoted in its present state. Nothing was sent.
 *
 * @remedy Let the source package finish synchronising and scanning, or release it from quarantine; then promote again.
 */
export class SourceError extends PromotionError {
  static override readonly kind: string = 'SourceError'
}
