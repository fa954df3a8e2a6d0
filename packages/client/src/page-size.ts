/** Rows on a page where nobody asks for a size. @see docs/service.md#pagination */
export const defaultPageSize = 30

/** Rows on a page, at most: where more are asked for, the service sends this many. @see docs/service.md#pagination */
export const largestPageSize = 500

/**
 * Rows a page to ask for: as few requests as may be, and in them no more rows than are wanted.
 *
 * @param wanted rows; infinity for all of them
 * @param largest rows on a page, at most
 */
export function pageSizeFor(wanted: number, largest: number): number {
  if (wanted === Number.POSITIVE_INFINITY) return largest
  const pages = Math.ceil(wanted / largest)
  return Math.ceil(wanted / pages)
}
