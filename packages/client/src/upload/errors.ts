import { CloudsmithError } from '../errors/base.ts'
import type { Package } from '../generated/v1.ts'
import { describePackage } from '../sync/package-ref.ts'

/** What {@link AlreadyExistsError} knows of a file. */
interface DifferingFile {
  readonly filename: string
  /** SHA-256 in hex of what was to be pushed. */
  readonly pushed: string
  /** SHA-256 in hex of what is there; undefined where the package has no such file. */
  readonly existing: string | undefined
}

/** A push with `ifExists: 'skip'` found the package, with other bytes. */
export class AlreadyExistsError extends CloudsmithError {
  static override readonly kind: string = 'AlreadyExistsError'

  /** The package that is there. */
  readonly package: Package
  readonly filename: string
  /** SHA-256 in hex of what was to be pushed. */
  readonly pushed: string
  /** SHA-256 in hex of what is there; undefined where the package has no such file. */
  readonly existing: string | undefined

  constructor(pkg: Package, { filename, pushed, existing }: DifferingFile) {
    const there = existing === undefined ? 'nothing of that name' : `SHA-256 ${existing}`
    super(
      `${describePackage(pkg)} is in ${pkg.repository} already (${pkg.slug_perm}), with other bytes: ${filename} is ${there} there, ` +
        `and SHA-256 ${pushed} here. Push another version, or replace it with ifExists: 'replace'.`,
    )
    this.package = pkg
    this.filename = filename
    this.pushed = pushed
    this.existing = existing
  }
}
