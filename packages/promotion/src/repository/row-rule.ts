import type { PackageRow } from './row.ts'

/** Decides which packages of a repository count. */
export interface RowRule {
  /**
   * A query in the service's search language, so that fewer rows are read. It may find too much, so check every row. Undefined: everything.
   */
  readonly query: string | undefined
  /** Why a package does not count, as a clause; undefined if it does. */
  whyNot(row: PackageRow): string | undefined
}
