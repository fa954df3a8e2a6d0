import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import { PlanError } from './plan-error.ts'

/** The most rows that the service puts on a page. @see behaviour, pagination */
export const pageSize = 500

/** Where rows are read from. */
export interface Rows {
  owner: string
  repo: string
  query?: string | undefined
}

/**
 * Reads every row of a repository, or of a query, in pages of 500.
 *
 * @param keep what of a row is kept, so that a large repository does not stay in memory
 * @throws {PlanError} the rows are not as many as the service counted: the list changed while it was read
 */
export async function readRows<T>(
  cloudsmith: Cloudsmith,
  { owner, repo, query }: Rows,
  keep: (row: Package) => T,
  signal: AbortSignal | undefined,
): Promise<T[]> {
  const params = { owner, repo, page_size: pageSize, ...(query ? { query } : {}) }
  const rows = new Map<string, T>()
  let counted: number | undefined
  for await (const page of cloudsmith.packages.list(params, { signal }).pages()) {
    for (const row of page) rows.set(row.slug_perm, keep(row))
    counted = page.count ?? counted
  }
  // An empty list comes without a count.
  if (rows.size === (counted ?? 0)) return [...rows.values()]
  throw new PlanError(
    `${owner}/${repo} has ${counted ?? 'an unknown number of'} packages, but ${rows.size} were read: it changed meanwhile. Plan again.`,
  )
}
