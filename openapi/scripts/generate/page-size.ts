import type { Operation } from './document.ts'

/**
 * The page sizes, as constants.
 *
 * @throws if lists have different sizes, which two constants could not express
 */
export function writePageSize(operations: readonly Operation[]): string {
  const sizes = operations.flatMap(({ pageSize }) => pageSize ?? [])
  const only = (values: readonly number[]) => {
    const [value, ...others] = new Set(values)
    if (value === undefined || others.length > 0)
      throw new Error(`lists have different page sizes: ${[...new Set(values)].join(', ')}`)
    return value
  }
  return `/** Number of rows on a page if the request states no size. @see docs/service.md#pagination */
export const defaultPageSize = ${only(sizes.map((size) => size.default))}

/** Maximum number of rows on a page; the service caps larger sizes. @see docs/service.md#pagination */
export const largestPageSize = ${only(sizes.map((size) => size.maximum))}
`
}
