import { defaultPageSize } from '../generated/page-size.ts'
import { notFound } from './errors.ts'
import type { Pager } from './pagination.ts'
import { ok, type Reply } from './reply.ts'

/** A page of a list with cursors, which links only to its neighbours. */
export interface CursorPage<Row> {
  next: string | null
  previous: string | null
  results: Row[]
}

/** Returns the page at a cursor: an encoded position, which clients should not interpret. @throws {Refusal} 404 if the cursor is invalid */
export function cursorPage<Row>(
  rows: readonly Row[],
  { cursor, page_size }: { cursor?: string | undefined; page_size?: number | undefined },
  { url, maxPageSize }: Pager,
): Reply<200, CursorPage<Row>> {
  const size = Math.min(maxPageSize, Math.max(1, page_size ?? defaultPageSize))
  const start = cursor === undefined ? 0 : positionOf(cursor)
  const link = (position: number) => {
    const target = new URL(url)
    target.searchParams.set('cursor', cursorAt(position))
    return target.href
  }
  return ok({
    next: start + size < rows.length ? link(start + size) : null,
    previous: start > 0 ? link(Math.max(0, start - size)) : null,
    results: rows.slice(start, start + size),
  })
}

function cursorAt(position: number): string {
  return Buffer.from(`p=${position}`).toString('base64url')
}

function positionOf(cursor: string): number {
  const [, position] = /^p=(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? []
  if (position === undefined) throw notFound()
  return Number(position)
}
