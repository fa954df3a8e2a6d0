import { CloudsmithError } from '../errors/base.ts'
import type { Package } from '../generated/v1.ts'

/**
 * A push with `ifExists: 'skip'` found that the package already exists with different bytes.
 *
 * @remedy Push under a new version. If the existing package is wrong, delete it first, or push with `ifExists: 'replace'`. Never push
 * different bytes under a version that people already use.
 */
export class AlreadyExistsError extends CloudsmithError {
  static override readonly kind: string = 'AlreadyExistsError'

  /** The existing package. */
  declare readonly package: Package
  /** Name of the file that differs. */
  declare readonly filename: string
  /** SHA-256 of the file to be pushed, in hex. */
  declare readonly pushed: string
  /** SHA-256 of the existing file, in hex; undefined if the package has no such file. */
  declare readonly existing: string | undefined

  constructor(message: string, known: Pick<AlreadyExistsError, 'package' | 'filename' | 'pushed' | 'existing'>) {
    super(message)
    Object.assign(this, known)
  }
}
