import { expect } from 'vitest'
import type { Json } from '../json.ts'
import type { Client } from '../story.ts'

/**
 * The rows of a page, read like the strictest client does: every header is present and a whole number, and all of them are consistent with each other
 * and the rows.
 */
export async function pageOf(client: Client, path: string, query: Readonly<Record<string, string>>, size = 100) {
  const search = new URLSearchParams({ ...query, page: '1', page_size: String(size) })
  const { status, headers, body } = await client('GET', `${path}?${search}`)
  expect([path, status]).toEqual([path, 200])
  const rows: Json[] = body.results ?? body
  const [count, page, total, pageSize] = ['Count', 'Page', 'PageTotal', 'PageSize'].map((name) => {
    const said = headers.get(`X-Pagination-${name}`) ?? ''
    expect([name, said]).toEqual([name, expect.stringMatching(/^\d+$/)])
    return Number(said)
  })
  expect([page, pageSize, total]).toEqual([1, size, Math.max(1, Math.ceil(Number(count) / size))])
  expect(rows).toHaveLength(Math.min(size, Number(count)))
  return rows
}
