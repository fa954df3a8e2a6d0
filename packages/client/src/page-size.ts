/** Rows on a page, at most: where more are asked for, the service sends this many. @see docs/service.md#pagination */
export const largestPageSize = 500
