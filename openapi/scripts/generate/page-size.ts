import type { Operation } from './document.ts'

/**
 * How many rows pages have, as constants.
 *
 * @throws where lists differ in it, which two constants could not say
 */
export function writePageSize(operations: readonly Operation[]): string {
  const sizes = operations.flatMap(({ pageSize }) => pageSize ?? [])
  const only = (values: readonly number[]) => {
    const [value, ...others] = new Set(values)
    if (value === undefined || others.length > 0) throw new Error(`lists have pages of ${[...new Set(values)].join(', ')} rows`)
    return value
  }
  return `/** Rows on a page where nobody asks for a size. @see docs/service.md#pagination */
export const defaultPageSize = ${only(sizes.map((size) => size.default))}

/** Rows on a page, at most: where more are asked for, the service sends this many. @see docs/service.md#pagination */
export const largestPageSize = ${only(sizes.map((size) => size.maximum))}
`
}
