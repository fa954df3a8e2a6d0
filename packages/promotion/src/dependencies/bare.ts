import { requestsAtOnce } from '../repository/limits.ts'
import type { PackageRow } from '../repository/row.ts'

/** Tracks what is known about packages without a dependencies checksum. */
export interface BareRows {
  /** Records whether the dependency list of a package was empty. */
  learn(row: PackageRow, isEmpty: boolean): void
  /** Whether a package can be taken to have no dependencies, without a request. */
  declaresNothing(row: PackageRow): boolean
  /** The packages to request first: enough of each format to learn from. */
  firstOf(rows: readonly PackageRow[]): PackageRow[]
}

/** How many packages of a format are requested before the rest is assumed to be alike. */
const enough = requestsAtOnce

/**
 * As far as is known, packages without dependencies have no dependencies checksum. This is relied on for a format only if other packages of it have
 * checksums, and if several without one were requested and every one had no dependencies.
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
