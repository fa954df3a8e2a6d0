/** Rows that a page of a list has where nobody says, and at most. */
export const pageRows = { usual: 50, most: 200 }

/** Which part of a list is asked for. */
export interface PageOf {
  /** What the page before told in `next`. Default: from the beginning. */
  readonly after?: string | undefined
  /** Rows, at most 200. Default: 50. */
  readonly limit?: number | undefined
}

/** Part of a list. */
export interface Page<Row> {
  readonly rows: readonly Row[]
  /** What to ask for next; null where nothing follows. */
  readonly next: string | null
}

/** How many rows to ask the database for: one more than are shown tells whether others follow. */
export const rowsOf = ({ limit = pageRows.usual }: PageOf): number => Math.min(Math.max(1, Math.trunc(limit)), pageRows.most)

/** Makes a page of what the database gave, of which there may be one more than is shown. */
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

/** The place that a page begins after; undefined at the beginning, and for what is no place. */
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
