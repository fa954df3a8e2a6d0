/** Default and maximum number of rows on a page. */
export const pageRows = { usual: 50, most: 200 }

/** Which page of a list to read. */
export interface PageOf {
  /** `next` of the page before. Default: the first page. */
  readonly after?: string | undefined
  /** Maximum number of rows, up to 200. Default: 50. */
  readonly limit?: number | undefined
}

/** A page of a list. */
export interface Page<Row> {
  readonly rows: readonly Row[]
  /** `after` for the next page; null on the last one. */
  readonly next: string | null
}

/** Number of rows to read: one more than are shown, to find out whether there is another page. */
export const rowsOf = ({ limit = pageRows.usual }: PageOf): number => Math.min(Math.max(1, Math.trunc(limit)), pageRows.most)

/** Makes a page from the rows that were read, of which one may be too many. */
export function pageFrom<Row>(
  found: readonly Row[],
  page: PageOf,
  placeOf: (row: Row) => readonly (string | number)[],
): Page<Row> {
  const limit = rowsOf(page)
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  const next = found.length > limit && last !== undefined ? encode(placeOf(last)) : null
  return { rows, next }
}

const encode = (place: readonly (string | number)[]): string => Buffer.from(JSON.stringify(place)).toString('base64url')

/** The position after which a page starts; undefined for the first page, and for positions that are not valid. */
export function placeAfter({ after }: PageOf, length: number): readonly (string | number)[] | undefined {
  if (after === undefined) return undefined
  try {
    const place: unknown = JSON.parse(Buffer.from(after, 'base64url').toString())
    if (!Array.isArray(place) || place.length !== length) return undefined
    return place.every((each) => typeof each === 'string' || Number.isSafeInteger(each)) ? place : undefined
  } catch {
    return undefined
  }
}
