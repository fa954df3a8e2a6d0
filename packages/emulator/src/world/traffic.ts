import type { EntitlementRecord } from './entitlement.ts'
import type { PackageRecord } from './package.ts'
import type { RepositoryRecord } from './repository.ts'

/** A download. */
export interface Traffic {
  readonly at: number
  readonly repository: RepositoryRecord
  readonly pkg: PackageRecord
  /** The token that it came with, where it came with one. */
  readonly entitlement: EntitlementRecord | undefined
  readonly bytes: number
}
