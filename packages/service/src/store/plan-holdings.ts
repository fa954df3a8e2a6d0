import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { HoldingRow } from './holdings.ts'

/** Reads the holdings of packages by their `slug_perm`s, as lists and webhooks last reported them. */
export async function holdingsBySlug(
  database: Queryable,
  pipeline: string,
  slugPerms: readonly string[],
): Promise<ReadonlyMap<string, HoldingRow>> {
  const rows = await database.query<HoldingRow>(sql`
    select stage, slug_perm as "slugPerm", sha256, size, state, tags, scan, severity, findings, licence,
      uploaded_at as "uploadedAt", seen_at as "seenAt"
    from promotion.holdings where pipeline = ${pipeline} and slug_perm = any (${slugPerms}::text[])`)
  return new Map(rows.map((row) => [row.slugPerm, row]))
}
