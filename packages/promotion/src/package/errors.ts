import { CloudsmithError, type Package } from '@cloudsmith-sdk/client'
import { describePackage } from '@cloudsmith-sdk/client/sync'
import { differenceText } from './describe.ts'
import type { FileDifference } from './files.ts'

/**
 * A promotion that did not come to its end. The package that it is about is in `package`, as last seen.
 *
 * @remedy Look for its subclasses, which say what is in the way; `package` is the package as last seen. Once that is
 * mended, promote again: what is done counts as done.
 */
export class PromotionError extends CloudsmithError {
  static override readonly kind: string = 'PromotionError'

  readonly package: Package | undefined

  constructor(message: string, pkg?: Package, options?: ErrorOptions) {
    super(message, options)
    this.package = pkg
  }
}

/**
 * The destination holds a package of the same identity with other bytes. Nothing was sent.
 *
 * @remedy Compare `differences`. Publish the source under a new version, or remove what is at the destination if that is
 * what is wrong.
 */
export class ConflictError extends PromotionError {
  static override readonly kind: string = 'ConflictError'

  readonly differences: readonly FileDifference[]

  constructor(pkg: Package, differences: readonly FileDifference[]) {
    super(
      `${describePackage(pkg)} in ${pkg.repository} has different bytes from the source:\n${differences.map((each) => `  ${differenceText(each)}`).join('\n')}\nRemove it there, or publish under a new version.`,
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

/**
 * The package is at its destination, but not as it should be: it counts as not promoted.
 *
 * @remedy Look at `problem` and at the package at its destination. Mend or remove it there, and promote again: it is not
 * tagged, so that nobody takes it for promoted.
 */
export class ArrivalError extends PromotionError {
  static override readonly kind: string = 'ArrivalError'

  readonly problem: ArrivalProblem

  constructor(pkg: Package, problem: ArrivalProblem, detail: string) {
    super(`${describePackage(pkg)} reached ${pkg.repository}, but does not count as promoted: ${detail}`, pkg)
    this.problem = problem
  }
}

/**
 * The source is not fit to be promoted: nothing was sent.
 *
 * @remedy Mend the source: let it synchronise, be scanned, or leave quarantine; then promote again.
 */
export class SourceError extends PromotionError {
  static override readonly kind: string = 'SourceError'
}
