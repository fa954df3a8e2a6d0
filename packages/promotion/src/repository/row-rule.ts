import type { PackageRow } from './row.ts'

/** Which packages of a repository count. */
export interface RowRule {
  /** In the service's language, so that fewer are read: what it finds has to be asked of again. Undefined: everything. */
  readonly query: string | undefined
  /** Why a package does not count, as half a sentence; undefined where it does. */
  whyNot(row: PackageRow): string | undefined
}
