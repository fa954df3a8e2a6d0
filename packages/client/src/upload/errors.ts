import { CloudsmithError } from '../errors/base.ts'
import type { Package } from '../generated/v1.ts'

/**
 * A push with `ifExists: 'skip'` found the package, with other bytes.
 *
 * @remedy Push under a new version, or, where what is there is wrong, delete it first or push with `ifExists:
 * 'replace'`. Never push other bytes under a version that people use.
 */
export class AlreadyExistsError extends CloudsmithError {
  static override readonly kind: string = 'AlreadyExistsError'

  /** The package that is there. */
  declare readonly package: Package
  /** Name of the file that differs. */
  declare readonly filename: string
  /** SHA-256 in hex of what was to be pushed. */
  declare readonly pushed: string
  /** SHA-256 in hex of what is there; undefined where the package has no such file. */
  declare readonly existing: string | undefined

  constructor(message: string, known: Pick<AlreadyExistsError, 'package' | 'filename' | 'pushed' | 'existing'>) {
    super(message)
    Object.assign(this, known)
  }
}
