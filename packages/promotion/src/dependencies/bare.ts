import { requestsAtOnce } from '../repository/limits.ts'
import type { PackageRow } from '../repository/row.ts'

/** What is known of packages without a checksum of their dependencies. */
export interface BareRows {
  /** Takes in what a package was found to declare. */
  learn(row: PackageRow, isEmpty: boolean): void
  /** Whether it need not be asked what a package declares. */
  declaresNothing(row: PackageRow): boolean
  /** Which of some packages to ask first: enough of each format to learn from. */
  firstOf(rows: readonly PackageRow[]): PackageRow[]
}

/** Packages of a format that are asked before the rest is taken to be as they are. */
const enough = requestsAtOnce

/**
 * Packages without dependencies have no checksum of them, as far as is known. That is relied upon for a format only where others of it have
 * checksums, and where several without one were asked and every one of them declared nothing.
 *
 * @see docs/service.md#package-fields
 */
export function bareRows(): BareRows {
  const formats = new Map<string, { others: boolean; empty: number; full: boolean }>()
  const of = (format: string) => {
    const known = formats.get(format) ?? { others: false, empty: 0, full: false }
    formats.set(format, known)
    return known
  }
  return {
    learn({ format, dependencies_checksum_md5: checksum }, isEmpty) {
      const known = of(format)
      if (checksum) known.others = true
      else if (isEmpty) known.empty += 1
      else known.full = true
    },
    declaresNothing({ format, dependencies_checksum_md5: checksum }) {
      const { others, empty, full } = of(format)
      return !checksum && others && !full && empty >= enough
    },
    firstOf: (rows) =>
      [...Map.groupBy(rows, ({ format }) => format)].flatMap(([format, alike]) =>
        alike.slice(0, Math.max(0, enough - of(format).empty)),
      ),
  }
}
